"""Google's errors: https://developers.google.com/youtube/v3/docs/errors."""

from typing import Any


class ApiError(Exception):
    """An error as Google's APIs answer it.

    Args:
        status: HTTP status.
        reason: Google's code, such as `quotaExceeded`.
        message: what it says; may hold HTML.
        domain: whose error it is.
        name: the canonical name of the error, if it comes from Google's front end.
        parameter: the parameter that is wrong.
        details: more, as the front end tells it.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        message: str,
        domain: str = "youtube.parameter",
        name: str | None = None,
        parameter: str | None = None,
        details: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.message = message
        self.domain = domain
        self.name = name
        self.parameter = parameter
        self.details = details

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        where = {"location": self.parameter, "locationType": "parameter"} if self.parameter else {}
        error: dict[str, Any] = {
            "code": self.status,
            "message": self.message,
            "errors": [{"message": self.message, "domain": self.domain, "reason": self.reason, **where}],
        }
        if self.name:
            error["status"] = self.name
        if self.details:
            error["details"] = self.details
        return {"error": error}


def key_missing() -> ApiError:
    """A request without a key."""
    message = (
        "Method doesn't allow unregistered callers (callers without established identity). "
        "Please use API Key or other form of API consumer identity to call this API."
    )
    return ApiError(403, "forbidden", message, "global", "PERMISSION_DENIED")


def key_invalid() -> ApiError:
    """A key that can't be one."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "API_KEY_INVALID",
        "domain": "googleapis.com",
        "metadata": {"service": "youtube.googleapis.com"},
    }
    message = "API key not valid. Please pass a valid API key."
    return ApiError(400, "badRequest", message, "global", "INVALID_ARGUMENT", details=[info])


def quota_exceeded() -> ApiError:
    """The day's units are used up."""
    message = (
        "The request cannot be completed because you have exceeded your "
        '<a href="/youtube/v3/getting-started#quota">quota</a>.'
    )
    return ApiError(403, "quotaExceeded", message, "youtube.quota")


def missing_parameter(name: str, message: str | None = None) -> ApiError:
    """A parameter that is required isn't there."""
    return ApiError(400, "missingRequiredParameter", message or f"Required parameter: {name}", "global", None, name)


def invalid_parameter(name: str, message: str, reason: str = "invalidParameter") -> ApiError:
    """A parameter has a value that it can't have."""
    return ApiError(400, reason, message, parameter=name)


def not_found(kind: str, name: str, parameter: str) -> ApiError:
    """Something that a parameter names isn't there."""
    message = f"The {kind} identified by the <code>{parameter}</code> parameter could not be found: {name}"
    return ApiError(404, f"{kind}NotFound", message, f"youtube.{kind}", parameter=parameter)


def not_emulated(what: str) -> ApiError:
    """Never an empty success."""
    message = f"The YouTube Data API's {what} is not emulated."
    return ApiError(501, "notImplemented", message, "global", "UNIMPLEMENTED")
