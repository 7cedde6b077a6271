"""The process that leads a test: it opens the office, says when all begin, and passes on what they report."""

import logging
import sys
import time
from pathlib import Path
from typing import Any, Final, NoReturn

import gevent
from locust.env import Environment
from locust.runners import MasterRunner

from harness.engine.host import HostEngine
from harness.errors import HarnessError, UsageError
from harness.load.folder import RunFolder
from harness.load.generator.office import Office
from harness.load.generator.orders import obey
from harness.load.plan import Plan, require_loopback
from harness.load.profiles import find_profile
from harness.load.rows import Delivery, Request
from harness.load.schedule import arrival_times
from harness.report.run import new_run
from harness.sentences import sentence_of
from harness.settings import Settings
from harness.submit.pipeline import find_pipeline

LEAD_SECONDS: Final = 1.0
"""Between the moment at which all is ready and the begin of the load, so that no message comes too late."""

UNBALANCED: Final = 1
"""Locust's exit status when the books don't balance."""

LOG = logging.getLogger(__name__)


class Conductor:
    """What a Locust process does that leads.

    Args:
        environment: Locust's.

    Attributes:
        office: of the test that runs.
    """

    def __init__(self, environment: Environment) -> None:
        self.office: Office | None = None
        self._environment = environment
        self._runner: Any = environment.runner
        self._ready: list[str] = []
        self._sent = 0
        self._spawned = False
        self._begun = False
        self._latest: Office | None = None
        self._listen()

    @property
    def players(self) -> int:
        """How many processes send."""
        return max(1, int(self._runner.worker_count))

    def _listen(self) -> None:
        events = self._environment.events
        self._environment.host = self._environment.host or _local_endpoint()
        events.test_start.add_listener(self._open)
        events.spawning_complete.add_listener(self._on_spawned)
        events.test_stop.add_listener(self._stop)
        events.quitting.add_listener(self._close)
        self._runner.register_message("load-ready", self._on_ready)
        self._runner.register_message("load-refused", self._on_refused)
        self._runner.register_message("load-rows", self._on_rows)
        self._runner.register_message("load-sent", self._on_sent)

    def _open(self, **_event: Any) -> None:
        """The test starts: open an office, and tell the senders what is planned."""
        try:
            plan, folder = self._plan()
            self._require_users(plan.profile.system)
            self.office = self._latest = Office(plan, self._environment, folder)
            self._ready, self._sent, self._spawned, self._begun = [], 0, False, False
            if folder:
                gevent.spawn(obey, self.office, self._end)
            self._runner.send_message("load-plan", {"plan": plan.model_dump(mode="json")})
        except Exception as error:  # Locust would log it, and wait for ever for a test that can't begin
            self._give_up(error)

    def _require_users(self, system: str) -> None:
        known = sorted({user.system for user in self._runner.user_classes})
        if system not in known:
            raise UsageError(f"There are no users of {system} in the locustfile, but of {', '.join(known)}.")

    def _give_up(self, error: Exception) -> NoReturn:
        sentence = sentence_of(error)
        if sentence is None:
            LOG.critical("The test can't begin.", exc_info=error)
            sys.exit(HarnessError.exit_code)
        LOG.error("%s %s", sentence.message, sentence.hint)
        sys.exit(sentence.exit_code)

    def _plan(self) -> tuple[Plan, RunFolder | None]:
        options: Any = self._environment.parsed_options
        if options.load_folder:
            folder = RunFolder(Path(options.load_folder))
            return Plan.model_validate_json(folder.plan.read_text(encoding="utf-8")), folder
        endpoint = self._environment.host or ""
        require_loopback(endpoint)
        name, profile = find_profile(options.load_profile, options.load_scale, options.load_seconds)
        settings = Settings.from_environment()
        plan = Plan(
            run=new_run("load"),
            name=name,
            profile=profile,
            scale=options.load_scale,
            seed=options.load_seed,
            endpoint=endpoint,
            account=settings.account,
            region=settings.region,
            bucket="",
        )
        return plan.model_copy(update={"bucket": find_pipeline(plan.clients, settings).bucket}), None

    def _on_spawned(self, **_event: Any) -> None:
        self._spawned = True
        self._begin_if_all_is_ready()

    def _on_ready(self, msg: Any, **_message: Any) -> None:
        self._ready.append(msg.node_id)
        self._begin_if_all_is_ready()

    def _on_refused(self, msg: Any, **_message: Any) -> None:
        """A sender can't send: without its share the load is another."""
        LOG.error("Sender %s can't send: %s", msg.node_id, msg.data["why"])
        self._environment.process_exit_code = HarnessError.exit_code
        if isinstance(self._runner, MasterRunner):  # in a single process the error itself ends it
            gevent.spawn(self._runner.quit)

    def _begin_if_all_is_ready(self) -> None:
        office = self.office
        if office is None or self._begun or not self._spawned or len(self._ready) < self.players:
            return
        self._begun = True
        at = time.time() + LEAD_SECONDS
        for worker, node in enumerate(self._ready):
            self._runner.send_message("load-begin", {"at": at, "worker": worker, "of": len(self._ready)}, node)
        profile = office.plan.profile
        times = arrival_times(profile.phases, profile.spacing, office.plan.seed)
        last = at + float(times[-1]) if len(times) else at
        gevent.spawn(office.work, self._end, last, self._lost)

    def _lost(self) -> int:
        """How many of those who send have gone; Locust misses a worker after some seconds of silence."""
        return max(0, len(self._ready) - self.players)

    def _end(self) -> None:
        self._runner.send_message("load-end", {})

    def _on_rows(self, msg: Any, **_message: Any) -> None:
        if self._latest:  # the last rows come when the test has ended
            requests = [Request(**row) for row in msg.data["requests"]]
            self._latest.receive(requests, [Delivery(**row) for row in msg.data["deliveries"]])

    def _on_sent(self, **_message: Any) -> None:
        self._sent += 1
        if self.office and self._sent >= len(self._ready):
            self.office.all_sent()

    def _close(self, **_event: Any) -> None:
        """Locust ends: have the books balanced, and say what they come to."""
        office = self._latest
        if office is None or not self._begun:
            return
        office.hurry()
        office.over.wait()
        if office.books is None or not office.books.balanced:
            self._environment.process_exit_code = UNBALANCED

    def _stop(self, **_event: Any) -> None:
        """The test has ended; on Locust's web page another may begin."""
        if self.office:
            self.office.hurry()
        self.office = None


def _local_endpoint() -> str | None:
    """The engine of this project, if it runs: so `--host` can be left out."""
    try:
        return HostEngine(Settings.from_environment()).endpoint()
    except HarnessError:
        return None
