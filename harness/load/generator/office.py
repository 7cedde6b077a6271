"""Keeps the books of a run, sees documents end, and says when the run is over."""

import logging
import time
from collections.abc import Callable
from typing import Final

from gevent.event import Event
from locust.env import Environment

from harness.control import ControlError
from harness.errors import SubmitError
from harness.load.books import Books, balance
from harness.load.folder import RunFolder
from harness.load.holding import dead_letters, holders
from harness.load.ledger import Ledger
from harness.load.plan import Plan
from harness.load.rows import END_TO_END, REFUSAL, Delivery, Document, Request
from harness.load.watcher import Watcher
from harness.settings import Settings
from harness.submit.aws_errors import explained
from harness.submit.pipeline import find_pipeline
from harness.submit.record import Status

LOOK_SECONDS: Final = 0.5
"""How often the pipeline's tables are looked at, at most."""

SHARE_OF_LOOKING: Final = 0.1
"""Of the time; the more a look takes, the rarer it is."""

ANSWER_SECONDS: Final = 60.0
"""How long the answers to the last requests may take."""

LOG = logging.getLogger(__name__)


class DocumentFailedError(Exception):
    """A sound document failed."""


class Office:
    """The office of one run.

    Args:
        plan: of the run.
        environment: Locust's.
        folder: where what was measured goes; None keeps nothing.
    """

    def __init__(self, plan: Plan, environment: Environment, folder: RunFolder | None) -> None:
        self.plan = plan
        self.books: Books | None = None
        self.over = Event()
        self._events = environment.events
        self._folder = folder
        self._ledger = Ledger()
        self._rows: list[Request] = []
        self._all_sent = Event()
        self._hurried = Event()
        clients = plan.clients
        settings = Settings.from_environment().model_copy(update={"account": plan.account, "region": plan.region})
        self._clients = clients
        self._pipeline = find_pipeline(clients, settings)
        self._left = dead_letters(clients, self._pipeline.outputs)
        self._watcher = Watcher(clients, self._pipeline, self._ledger, self._ended, time.time())

    def work(self, end: Callable[[], None], last_arrival: float, lost: Callable[[], int]) -> None:
        """Watch until everything has been sent and has come to an end, or the time for that is over; then balance.

        If a sender goes before, nothing is balanced: nobody knows what it has sent, and what it hasn't is missing.

        Args:
            end: tells the senders to send nothing more.
            last_arrival: when the last arrival is due, in seconds since the epoch.
            lost: tells how many senders have gone.
        """
        try:
            self._watch_sending(last_arrival, lost)
            end()
            if lost() and not self._all_sent.is_set():
                LOG.error("%d of the processes that send have gone, and their share of the load with them.", lost())
            else:
                self._watch_the_rest()
                self._balance()
        finally:  # whatever it was, e.g. a full disk: nobody waits for an office that has closed
            self.over.set()

    def all_sent(self) -> None:
        """Every sender has sent its share, and got its answers."""
        self._all_sent.set()

    def hurry(self) -> None:
        """Wait for nothing more."""
        self._hurried.set()

    def receive(self, requests: list[Request], deliveries: list[Delivery]) -> None:
        """Take in what a sender has sent."""
        self._rows += requests
        for delivery in deliveries:
            self._ledger.enter(delivery)

    def _watch_sending(self, last_arrival: float, lost: Callable[[], int]) -> None:
        deadline = last_arrival + ANSWER_SECONDS
        while not (self._all_sent.is_set() or self._hurried.is_set() or lost()) and time.time() < deadline:
            self._look()

    def _watch_the_rest(self) -> None:
        deadline = time.time() + self.plan.profile.drain_seconds
        while any(self._ledger.open()) and time.time() < deadline and not self._hurried.is_set():
            self._look()

    def _look(self) -> None:
        began = time.time()
        try:
            self._watcher.look()
        except SubmitError as error:
            LOG.warning("%s", error.message)  # the next look may do better
        self._write()
        took = time.time() - began
        self._hurried.wait(max(LOOK_SECONDS, took / SHARE_OF_LOOKING - took))

    def _balance(self) -> None:
        try:
            self._watcher.look_at_all(ask=not self._hurried.is_set())
            with explained("look at what holds documents"):
                held = holders(self._clients, self._pipeline.outputs, self._left)
        except (SubmitError, ControlError) as error:
            LOG.error("The books can't be balanced: %s", error)
        else:
            self.books = balance(self._ledger.uploaded, held, interrupted=self._hurried.is_set())
        self._write()
        if self._folder:
            self._folder.documents.append(self._ledger.documents.values())
            if self.books:
                self._folder.books.write_text(self.books.model_dump_json(indent=2), encoding="utf-8")
        self._say()

    def _say(self) -> None:
        if self.books is None:
            return
        LOG.info("%s", self.books.sentence)
        for breach in self.books.breaches:
            LOG.error("The books don't balance: %s", breach)

    def _write(self) -> None:
        rows, self._rows = self._rows, []
        if self._folder and rows:
            self._folder.requests.append(rows)

    def _ended(self, document: Document) -> None:
        failed = document.status == Status.FAILED and not document.bad
        event = REFUSAL if document.bad and document.status == Status.FAILED else END_TO_END
        error = f"FAILED: {document.reason}" if failed else ""
        self._rows.append(Request(event, document.scheduled, document.scheduled, document.ended, error))
        self._events.request.fire(
            request_type="pipeline",
            name=event,
            response_time=(document.ended - document.scheduled) * 1000,
            response_length=0,
            exception=DocumentFailedError(document.reason) if failed else None,
            context={},
            start_time=document.scheduled,
        )
