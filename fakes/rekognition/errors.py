"""Rekognition's errors, with AWS's codes and messages."""

from fakes.common.errors import ServiceError


class RekognitionError(ServiceError):
    """An error of Rekognition's API."""


class ValidationError(RekognitionError):
    """A member breaks a constraint of the service's own model."""

    code = "ValidationException"


class InvalidParameterError(RekognitionError):
    """Parameters make no sense together."""

    code = "InvalidParameterException"
    message = "Request has invalid parameters"


class InvalidS3ObjectError(RekognitionError):
    """The object isn't there, or the caller may not read it."""

    code = "InvalidS3ObjectException"
    message = "Unable to get object metadata from S3. Check object key, region and/or access permissions."


class InvalidImageFormatError(RekognitionError):
    """Neither JPEG nor PNG, or broken."""

    code = "InvalidImageFormatException"
    message = "Request has invalid image format"


class ImageTooLargeError(RekognitionError):
    """More bytes or pixels than the operation takes."""

    code = "ImageTooLargeException"
    message = "Image size is too large"


class VideoTooLargeError(RekognitionError):
    """More bytes than the operation takes."""

    code = "VideoTooLargeException"
    message = "Video size is too large"


class UnknownJobError(RekognitionError):
    """No such job, or one older than seven days."""

    code = "ResourceNotFoundException"
    message = "Could not find JobId"


class IdempotentParameterMismatchError(RekognitionError):
    """A ClientRequestToken was used for another request before."""

    code = "IdempotentParameterMismatchException"
    message = "A ClientRequestToken was reused with parameters different from those of the first request."


class LimitExceededError(RekognitionError):
    """Too many jobs in progress."""

    code = "LimitExceededException"
    message = "The number of concurrent jobs exceeds the limit."


class InvalidPaginationTokenError(RekognitionError):
    """Not a token of this job."""

    code = "InvalidPaginationTokenException"
    message = "Request has invalid Pagination Token"
