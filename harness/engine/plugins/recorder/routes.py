"""The recorder's HTTP control routes, under `/_rehearse/calls`."""

import json

from localstack.http import Request, Response, route
from pydantic import TypeAdapter, ValidationError

from harness.engine.call import CALL
from harness.engine.plugins.recorder.recorder import Recorder
from harness.engine.plugins.recorder.ring import Query

PREFIX = "/_rehearse/calls"
LONGEST_WAIT = 20.0
"""Seconds that an answer may be waited for."""

SECONDS = TypeAdapter(float)


class CallRoutes:
    """What can be asked of a recorder.

    Args:
        recorder: who records.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    @route(PREFIX, methods=["GET"])
    def find(self, request: Request, **_parameters: str) -> Response:
        """Calls as JSON Lines, oldest first.

        Parameters are those of `Query`; with `wait`, seconds, an answer that would be empty waits for the first call.
        """
        wanted = dict(request.args)
        try:
            seconds = SECONDS.validate_python(wanted.pop("wait", 0))
            query = Query.model_validate(wanted)
        except ValidationError as error:
            return Response(error.json(include_url=False), status=400, mimetype="application/json")
        calls = self._recorder.ring.wait(query, min(seconds, LONGEST_WAIT))
        lines = b"".join(CALL.dump_json(call) + b"\n" for call in calls)
        return Response(lines, mimetype="application/x-ndjson")

    @route(f"{PREFIX}/<account>/forgotten", methods=["GET"])
    def forgotten(self, _request: Request, account: str, **_parameters: str) -> Response:
        """How many calls of an account were recorded and aren't kept any more."""
        return Response(json.dumps({"forgotten": self._recorder.ring.forgotten(account)}), mimetype="application/json")

    @route(f"{PREFIX}/<account>/bodies", methods=["GET", "PUT", "DELETE"])
    def bodies(self, request: Request, account: str, **_parameters: str) -> Response:
        """Whether parameters and answers of an account's calls are recorded; PUT and DELETE change it."""
        if request.method != "GET":
            self._recorder.keep_bodies(account, request.method == "PUT")
        return Response(json.dumps({"bodies": self._recorder.keeps_bodies(account)}), mimetype="application/json")
