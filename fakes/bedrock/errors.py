"""The errors of Bedrock's runtimes, with AWS's codes, HTTP statuses and messages."""

from typing import ClassVar


class BedrockError(Exception):
    """An error that Bedrock's APIs document.

    Attributes:
        code: AWS's error code.
        status: HTTP status of that code in the service's model.
    """

    code: ClassVar[str]
    status: ClassVar[int]


class InvalidRequestError(BedrockError):
    """The request breaks the operation's or the model's rules."""

    code = "ValidationException"
    status = 400


class UnknownResourceError(BedrockError):
    """An ARN or id that is well formed and names nothing."""

    code = "ResourceNotFoundException"
    status = 404


class ThrottledError(BedrockError):
    """More requests or tokens than the account's quota for the model."""

    code = "ThrottlingException"
    status = 429


class DefinitionError(BedrockError):
    """A file that defines answers is wrong; the message names the file and what is wrong in it."""

    code = "InternalServerException"
    status = 500
