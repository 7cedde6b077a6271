"""Why a document can't be read."""


class UnreadableDocumentError(Exception):
    """The document is the reason; the text is what the job's `StatusMessage` says."""
