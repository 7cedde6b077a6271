"""Why a request isn't answered by the gateway."""


class RefusedError(Exception):
    """The server answers by itself, and ends the connection.

    Args:
        reason: what is wrong, for the client.
        status: of the answer.
    """

    def __init__(self, reason: str, status: str = "400 Bad Request") -> None:
        super().__init__(reason)
        self.status = status


class DisconnectedError(Exception):
    """The client has gone, in the middle of a request or of an answer."""
