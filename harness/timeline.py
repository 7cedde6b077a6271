"""Asking an engine what has happened inside it."""

from datetime import datetime

from harness import control
from harness.engine.happening import HAPPENING, Happening

PATH = "timeline"
READ_SECONDS = 30.0
"""How long the answer may take; there can be tens of thousands of happenings."""


class Timeline:
    """What has happened in the accounts of a local engine.

    Args:
        endpoint: URL of the engine.
    """

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    def events(self, account: str, since: datetime | None = None, after: int = 0) -> list[Happening]:
        """What has happened in an account, oldest first.

        The engine keeps the latest so many: if the first one's `seq` isn't `after + 1`, older ones are gone.

        Args:
            account: 12-digit account.
            since: only what happened at or after that time; aware.
            after: only what has a higher `seq`.

        Raises:
            ControlError: the engine doesn't answer.
        """
        wanted = {"account": account, "after": after, **({"since": since.isoformat()} if since else {})}
        return [HAPPENING.validate_json(line) for line in control.get_lines(self._endpoint, PATH, wanted, READ_SECONDS)]
