"""Why a media file can't be read."""


class UnreadableMediaError(Exception):
    """The file is of no known format, or broken; the text says which."""
