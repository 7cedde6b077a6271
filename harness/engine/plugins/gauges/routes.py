"""The gauges' HTTP control route, `/_rehearse/gauges/<account>`."""

import json
from collections import Counter

from localstack.http import Request, Response, route

from fakes.gauges import JOBS
from harness.engine.plugins.gauges.functions import FUNCTIONS
from harness.engine.plugins.gauges.waiting import waiting_events
from harness.engine.plugins.recorder.tallies import Tallies


class GaugeRoutes:
    """What can be asked.

    Args:
        tallies: counts calls.
    """

    def __init__(self, tallies: Tallies) -> None:
        self._tallies = tallies

    @route("/_rehearse/gauges/<account>", methods=["GET"])
    def gauges(self, _request: Request, account: str, **_parameters: str) -> Response:
        """An account's functions, jobs of fakes under way, and calls by operation and outcome."""
        waiting: Counter[str] = waiting_events(account)
        body = {
            "functions": {name: {**work, "waiting": waiting[name]} for name, work in FUNCTIONS.of(account).items()},
            "jobs": {service: jobs.in_progress(account) for service, jobs in JOBS.items()},
            "most_jobs": {service: jobs.most_in_progress(account) for service, jobs in JOBS.items()},
            "calls": self._tallies.of(account),
        }
        return Response(json.dumps(body), mimetype="application/json")
