"""Textract's errors, with AWS's codes and messages."""

from fakes.common.errors import ServiceError


class TextractError(ServiceError):
    """An error of Textract's API."""


class InvalidParameterError(TextractError):
    """A parameter is missing or breaks its rules."""

    code = "InvalidParameterException"
    message = "Request has invalid parameters"


class InvalidS3ObjectError(TextractError):
    """The document isn't there, or the caller may not read it."""

    code = "InvalidS3ObjectException"
    message = "Unable to get object metadata from S3. Check object key, region and/or access permissions."


class InvalidJobIdError(TextractError):
    """No such job, or one of another kind, or one older than seven days."""

    code = "InvalidJobIdException"
    message = "Request has invalid Job Id"


class IdempotentParameterMismatchError(TextractError):
    """A ClientRequestToken was used for another request before."""

    code = "IdempotentParameterMismatchException"
    message = "A ClientRequestToken was reused with parameters different from those of the first request."


class UnsupportedDocumentError(TextractError):
    """The document is of no format that the operation takes."""

    code = "UnsupportedDocumentException"
    message = "Request has unsupported document format"


class BadDocumentError(TextractError):
    """A synchronous operation can't read the document."""

    code = "BadDocumentException"
    message = "Request has bad document"


class DocumentTooLargeError(TextractError):
    """The document is larger than the operation takes."""

    code = "DocumentTooLargeException"
    message = "The document is larger than the limit of this operation"


class LimitExceededError(TextractError):
    """Too many jobs are in progress."""

    code = "LimitExceededException"
    message = "Open jobs exceed maximum concurrent job limit"


class ProvisionedThroughputExceededError(TextractError):
    """Too many calls of one operation within a second."""

    code = "ProvisionedThroughputExceededException"
    message = "Provisioned rate exceeded"
