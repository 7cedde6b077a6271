"""The errors that fakes of AWS's services answer."""

from typing import ClassVar


class ServiceError(Exception):
    """An error of a service's API.

    Attributes:
        code: AWS's error code.
        status: the HTTP status.
        message: what it says unless told otherwise.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 400
    message: ClassVar[str] = ""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)
