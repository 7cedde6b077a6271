"""Any order and number of events, runs of the functions and deaths on the way: each document completes once."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.world import HOUR, MINUTE, PDF, CrashError, World
from textract_processor.domain.events import Completion, Upload
from textract_processor.domain.tracking import Status

RANK = {status: rank for rank, status in enumerate(Status)}


class History:
    """A world in which every function may die at every call, and what it had in hand comes back or is lost."""

    def __init__(self, documents: int, contents: int | None = None) -> None:
        """So many documents, of which only `contents` differ."""
        self.world = World()
        self.contents = contents or documents
        self.world.textract.slots = 1
        self.uploads = [
            self.world.upload(f"incoming/{number}.pdf", PDF + b"%d" % (number % self.contents), version)
            for number in range(documents)
            for version in ("v1", "v2")
        ]

    def do(self, step: str, which: int, dies_at: int | None) -> None:
        """Take one step; who dies leaves things as they are."""
        fuse = self.world.fuse
        fuse.count, fuse.blows_at = 0, dies_at
        with suppress(CrashError, RetryableError):
            self._steps()[step](which)
        fuse.blows_at = None

    def settle(self) -> None:
        """What AWS promises in the end: events come, time passes, Textract works and has room, schedules go on."""
        self.world.textract.poison.clear()
        for upload in self.uploads:
            self.world.intake.take(upload)
        for _ in range(4):
            self.world.textract.slots = None  # there is room for all
            self.world.now += 5 * HOUR
            self.world.backlog.visible_again()
            self.world.sweep.run(always)
            self.world.serve()
            for completion in list(self._messages()):
                self.world.finish(completion)

    def _steps(self) -> dict[str, Callable[[int], object]]:
        world = self.world
        return {
            "event": lambda which: world.intake.take(self.uploads[which % len(self.uploads)]),
            "dispatcher": lambda which: world.serve(),
            "sweeper": lambda which: world.sweep.run(always),
            "completion": self._deliver,
            "completion is lost": lambda which: world.textract.completions[which % 3 : which % 3 + 1].clear(),
            "a slot is free": lambda which: self._free_slot(),
            "a start fails from now on": self._poison,
            "starts succeed again": lambda which: world.textract.poison.clear(),
            "time passes": lambda which: self._pass((which + 1) * 5 * MINUTE),
        }

    def _deliver(self, which: int) -> None:
        messages = list(self._messages())
        if messages:
            self.world.finish(messages[which % len(messages)])

    def _messages(self) -> Iterator[Completion]:
        yield from self.world.textract.completions
        yield from map(Completion.from_message, self.world.channel.bodies)

    def _poison(self, which: int) -> None:
        upload = self.uploads[which % len(self.uploads)]
        self.world.textract.poison[upload.key] = RetryableError("InternalServerError", "Textract can't")

    def _free_slot(self) -> None:
        self.world.textract.slots = (self.world.textract.slots or 0) + 1

    def _pass(self, time: timedelta) -> None:
        self.world.now += time
        self.world.backlog.visible_again()


STEPS = tuple(History(1)._steps())


def always() -> bool:
    return True


def is_completed_once(history: History, upload: Upload) -> None:
    """The promise, for one document."""
    world = history.world
    (record,) = [record for record in world.tracking.records.values() if record.s3_key == upload.key]
    assert (record.status, record.due_at) == (Status.COMPLETED, None)
    assert len([item for item in world.results if item["s3Key"] == upload.key]) == 1
    told = [notice.status for notice in world.notices.announced if notice.s3_key == upload.key]
    assert told == [Status.COMPLETED] * len(told)
    assert 1 <= len(told) <= 1 + world.fuse.blown
    assert len(set(record.outputs.values()) & {f"s3://bucket/{key}" for key in world.processed_keys}) == 5
    ranks = [RANK[status] for status in world.tracking.history[record.processing_id]]
    assert ranks == sorted(ranks)


def are_completed_once(history: History) -> None:
    """The promise: one completed record, five outputs and one charge for each document, and nothing else."""
    for upload in history.uploads:
        is_completed_once(history, upload)
    documents = len(history.uploads) // 2
    assert history.contents <= len(history.world.textract.jobs) <= documents
    assert len(history.world.processed_keys) == 5 * documents
    assert not [key for key in history.world.store.objects if key.startswith("failed/")]


@given(
    documents=st.integers(1, 3),
    contents=st.integers(1, 3),
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.none() | st.integers(1, 40)), max_size=25),
)
def test_every_history_ends_with_every_document_completed_once(
    documents: int, contents: int, steps: list[tuple[str, int, int | None]]
) -> None:
    history = History(documents, min(contents, documents))
    for step in steps:
        history.do(*step)
    history.settle()
    are_completed_once(history)


LONG_WAY = (
    ("event", 0),
    ("event", 2),  # waits: Textract takes one job only
    ("a slot is free", 0),
    ("a start fails from now on", 2),
    ("dispatcher", 0),
    ("starts succeed again", 0),
    ("time passes", 1),
    ("dispatcher", 0),
    ("completion", 0),
    ("completion is lost", 1),
    ("time passes", 5),
    ("sweeper", 0),
    ("completion", 2),
)
"""A history in which every function has something to do."""


def long_way(dies_in: int | None = None, dies_at: int | None = None) -> History:
    history = History(2)
    for number, (step, which) in enumerate(LONG_WAY):
        history.do(step, which, dies_at if number == dies_in else None)
    return history


def every_death() -> Iterator[tuple[int, int]]:
    """Each half-call of each step of the long way."""
    for number in range(len(LONG_WAY)):
        history = History(2)
        for step, which in LONG_WAY[: number + 1]:
            history.do(step, which, None)
        yield from ((number, half_call) for half_call in range(1, history.world.fuse.count + 1))


@pytest.mark.parametrize(("dies_in", "dies_at"), tuple(every_death()))
def test_a_death_at_any_call_of_any_function_is_healed(dies_in: int, dies_at: int) -> None:
    history = long_way(dies_in, dies_at)
    history.settle()
    are_completed_once(history)


def test_on_the_long_way_every_function_does_its_work() -> None:
    world = long_way().world
    assert [record.status for record in world.tracking.records.values()] == [Status.COMPLETED, Status.COMPLETED]
    assert (world.backlog.receives, len(world.channel.bodies)) == (3, 1)
