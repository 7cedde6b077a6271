"""Transcribe's errors, with AWS's codes and messages."""

from fakes.common.errors import ServiceError


class TranscribeError(ServiceError):
    """An error of Transcribe's API."""


class BadRequestError(TranscribeError):
    """A parameter is missing, breaks its rules, or names something that can't be reached."""

    code = "BadRequestException"


class ConflictError(TranscribeError):
    """A job of that name exists."""

    code = "ConflictException"
    message = "The requested job name already exists. Use a different job name."


class NotFoundError(TranscribeError):
    """No job of that name exists."""

    code = "NotFoundException"
    message = "The requested job couldn't be found. Check the job name and try your request again."


class LimitExceededError(TranscribeError):
    """As many jobs are in progress as the account may have, and the request doesn't allow to wait."""

    code = "LimitExceededException"
    message = "You have reached the maximum number of concurrent jobs. Wait until some jobs finish and try again."
