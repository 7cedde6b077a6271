"""What a run recorded: from the journal alone it can be followed."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from harness.settings import ClockKind


class Verdict(StrEnum):
    """How a run ended, the better first."""

    PASSED = "passed"
    FAILED = "failed"
    """Something was seen that wasn't expected."""
    BROKEN = "broken"
    """It couldn't be carried out to its end, and proves nothing."""
    INTERRUPTED = "interrupted"


class Entry(BaseModel):
    """One step, question or invariant.

    Attributes:
        phase: the file's heading under which it stands.
        kind: what it is.
        name: of the action, probe or invariant.
        line: of the file.
        say: what it means.
        arguments: as the file says them.
        began: when it began, in the scenario's time.
        ended: when it had ended.
        offset: seconds of the scenario's time from the run's begin to this entry's.
        wall_seconds: real seconds that it took.
        tick: when it began, in the host's monotonic seconds, as calls and happenings have them.
        verdict: of this entry.
        output: what an action returned.
        expected: what the probe was to see, e.g. `{"is": 0}`.
        seen: what it saw at last.
        asked: how often it asked.
        exception: type and message of what went wrong.
        traceback: where, for an exception that isn't an error of ours.
    """

    model_config = ConfigDict(frozen=True)

    phase: str
    kind: Literal["action", "probe", "invariant"]
    name: str
    line: int = 0
    say: str = ""
    arguments: Any = None
    began: datetime
    ended: datetime
    offset: float = 0.0
    wall_seconds: float = 0.0
    tick: float = 0.0
    verdict: Verdict
    output: Any = None
    expected: dict[str, Any] | None = None
    seen: Any = None
    asked: int = 0
    exception: str = ""
    traceback: str = ""

    @property
    def seconds(self) -> float:
        """How long it took in the scenario's time."""
        return (self.ended - self.began).total_seconds()


class Journal(BaseModel):
    """A run.

    Attributes:
        scenario: the file's name and the variant's.
        file: where it is.
        title: of the scenario.
        shows: what it shows.
        replays: which part of which document.
        account: the world in which it ran.
        endpoint: URL of the engine; None for AWS.
        parameters: their values.
        seed: from which whatever was drawn was drawn.
        clock: the time in which it lived.
        began: when the run began, in that time.
        ended: when it had ended.
        wall_seconds: real seconds that it took.
        verdict: of all.
        explanation: where what was uploaded has stopped, and what lies in dead-letter queues, if it didn't pass.
        entries: in the order in which they ended.
    """

    model_config = ConfigDict(frozen=True)

    scenario: str
    file: str
    title: str
    shows: str = ""
    replays: str = ""
    account: str
    endpoint: str | None
    parameters: dict[str, Any]
    seed: int
    clock: ClockKind
    began: datetime
    ended: datetime
    wall_seconds: float
    verdict: Verdict
    explanation: tuple[str, ...] = ()
    entries: tuple[Entry, ...]

    @property
    def seconds(self) -> float:
        """How long it took in the scenario's time."""
        return (self.ended - self.began).total_seconds()

    @property
    def troubles(self) -> list[Entry]:
        """The entries that didn't pass."""
        return [entry for entry in self.entries if entry.verdict is not Verdict.PASSED]


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict of all together."""
    return max(verdicts, key=list(Verdict).index, default=Verdict.PASSED)
