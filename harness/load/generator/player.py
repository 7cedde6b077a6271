"""A process that sends: it gets a plan, gets ready, sends from the moment that it is told, and reports."""

from typing import Any

import gevent
from locust.env import Environment
from locust.runners import WorkerRunner

from harness.load.documents import Documents
from harness.load.generator.sender import Sender
from harness.load.plan import Plan, require_loopback


class Player:
    """What a Locust process does that sends.

    Args:
        environment: Locust's.

    Attributes:
        sender: of the test that runs, as soon as it has its plan.
    """

    def __init__(self, environment: Environment) -> None:
        self.sender: Sender | None = None
        self._environment = environment
        runner: Any = environment.runner
        self._runner = runner
        runner.register_message("load-plan", self._on_plan, concurrent=isinstance(runner, WorkerRunner))
        runner.register_message("load-begin", self._on_begin)
        runner.register_message("load-end", self._on_end)
        environment.events.test_stop.add_listener(self._stop)

    def _on_plan(self, msg: Any, **_message: Any) -> None:
        try:
            self._get_ready(Plan.model_validate(msg.data["plan"]))
        except Exception as error:  # Locust would log it here, and whoever leads would wait for ever
            self._tell("load-refused", {"why": f"{type(error).__name__}: {error}"})
            raise

    def _get_ready(self, plan: Plan) -> None:
        require_loopback(plan.endpoint)
        # In a thread: making documents takes a second or two, in which a worker must go on telling that it is alive.
        documents = gevent.get_hub().threadpool.apply(Documents, (plan,))
        self.sender = Sender(plan, documents, self._environment, self._tell)
        self._tell("load-ready", {})

    def _tell(self, kind: str, data: Any) -> None:
        self._runner.send_message(kind, data)

    def _on_begin(self, msg: Any, **_message: Any) -> None:
        if self.sender:
            self.sender.begin(msg.data["at"], msg.data["worker"], msg.data["of"])

    def _on_end(self, **_message: Any) -> None:
        if self.sender:
            self.sender.end()

    def _stop(self, **_event: Any) -> None:
        """The test has ended; on Locust's web page another may begin."""
        if self.sender:
            self.sender.close()
        self.sender = None
