"""The timeline over HTTP, under `/_rehearse/timeline`."""

from datetime import UTC, datetime

from localstack.http import Request, Response, route
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from harness.engine.happening import HAPPENING
from harness.engine.plugins.timeline.timeline import Timeline

PATH = "/_rehearse/timeline"


class Wanted(BaseModel):
    """Which happenings are wanted.

    Attributes:
        account: 12-digit account.
        since: only those at or after that time.
        after: only those with a higher number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    account: str
    since: AwareDatetime = datetime.fromtimestamp(0, UTC)
    after: int = Field(default=0, ge=0)


class TimelineRoutes:
    """What can be asked of a timeline.

    Args:
        timeline: of all accounts.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    @route(PATH, methods=["GET"])
    def find(self, request: Request, **_parameters: str) -> Response:
        """An account's happenings as JSON Lines, oldest first. Parameters are those of `Wanted`."""
        try:
            wanted = Wanted.model_validate(dict(request.args))
        except ValidationError as error:
            return Response(error.json(include_url=False), status=400, mimetype="application/json")
        found = self._timeline.find(wanted.account, wanted.since, wanted.after)
        lines = b"".join(HAPPENING.dump_json(happening) + b"\n" for happening in found)
        return Response(lines, mimetype="application/x-ndjson")
