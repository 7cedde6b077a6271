"""What a run has left behind in the engine: calls, happenings and logs. Beside the journal, it makes the report."""

from collections.abc import Callable
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


def collect(world: World) -> Evidence:
    """Ask the engine, which may be what broke: whatever it doesn't tell is a gap.

    Args:
        world: of the run.
    """
    gaps: list[str] = []
    return Evidence(
        calls=_asked(lambda: _calls(world, gaps), "calls", gaps),
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


def _calls(world: World, gaps: list[str]) -> tuple[Call, ...]:
    account = world.clients.account
    if forgotten := world.calls.forgotten(account):
        gaps.append(f"The first {forgotten:,} calls: the engine keeps only its latest (REHEARSE_CALLS_KEPT).")
    return tuple(world.calls.find(account=account, limit=CALLS_WANTED))


def _happenings(world: World, gaps: list[str]) -> tuple[Happening, ...]:
    happenings = world.timeline.events(world.clients.account)
    if happenings and (lost := happenings[0].seq - 1):
        gaps.append(f"The first {lost} happenings: the engine keeps only the latest (REHEARSE_HAPPENINGS_KEPT).")
    return tuple(happenings)
