"""What a run has left behind in the engine: calls, happenings and logs. Beside the journal, it makes the report."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict

from harness.control import ControlError
from harness.engine.call import Call
from harness.engine.happening import Happening
from harness.errors import HarnessError
from harness.scenario.log_lines import LogLine, read_logs
from harness.scenario.world import World

CALLS_WANTED: Final = 1_000_000
"""More than any engine keeps."""

Found = TypeVar("Found")


class Evidence(BaseModel):
    """Of a run.

    Attributes:
        calls: AWS calls of the account, oldest first.
        happenings: what happened inside the engine, oldest first.
        logs: lines of the account's functions, oldest first.
        gaps: what is missing, and why.
    """

    model_config = ConfigDict(frozen=True)

    calls: tuple[Call, ...] = ()
    happenings: tuple[Happening, ...] = ()
    logs: tuple[LogLine, ...] = ()
    gaps: tuple[str, ...] = ()


def collect(world: World, began: datetime) -> Evidence:
    """Ask the engine, which may be what broke: whatever it doesn't tell is a gap.

    Args:
        world: of the run.
        began: when the run began.
    """
    gaps: list[str] = []
    return Evidence(
        calls=_asked(lambda: _calls(world, began, gaps), "calls", gaps),
        happenings=_asked(lambda: _happenings(world, gaps), "timeline", gaps),
        logs=_asked(lambda: tuple(read_logs(world.client("logs"))), "logs", gaps),
        gaps=tuple(gaps),
    )


def _asked(ask: Callable[[], tuple[Found, ...]], what: str, gaps: list[str]) -> tuple[Found, ...]:
    try:
        return ask()
    except (HarnessError, ControlError, BotoCoreError, ClientError) as error:
        gaps.append(f"No {what}: {error}")
        return ()


def _calls(world: World, began: datetime, gaps: list[str]) -> tuple[Call, ...]:
    calls = world.calls.find(account=world.clients.account, limit=CALLS_WANTED)
    # The oldest call, of whatever account, that the engine still has besides its very first.
    oldest = next(iter(world.calls.find(after=1, limit=1)), None)
    if oldest and oldest.number > 2 and oldest.time > began.timestamp():
        seconds = oldest.time - began.timestamp()
        gaps.append(f"Calls of the first {seconds:.1f} s: the engine keeps only its latest (REHEARSE_CALLS_KEPT).")
    return tuple(calls)


def _happenings(world: World, gaps: list[str]) -> tuple[Happening, ...]:
    happenings = world.timeline.events(world.clients.account)
    if happenings and (lost := happenings[0].seq - 1):
        gaps.append(f"The first {lost} happenings: the engine keeps only the latest (REHEARSE_HAPPENINGS_KEPT).")
    return tuple(happenings)
