"""What a run has used: what AWS would bill."""

from pydantic import BaseModel, ConfigDict

from harness.gauges import Gauges, Tally


class Usage(BaseModel):
    """What was used between two looks at the gauges.

    Attributes:
        calls: by operation, caller and outcome.
        invocations: of each function.
        gb_seconds: of each function.
    """

    model_config = ConfigDict(frozen=True)

    calls: tuple[Tally, ...] = ()
    invocations: dict[str, int] = {}
    gb_seconds: dict[str, float] = {}


def usage_between(before: Gauges, after: Gauges) -> Usage:
    """What was used from one look to the other."""
    known = {_key(tally): tally for tally in before.calls}
    calls = [_less(tally, known.get(_key(tally))) for tally in after.calls]
    earlier = before.functions
    return Usage(
        calls=tuple(tally for tally in calls if tally.count),
        invocations={
            name: work.invocations - (earlier[name].invocations if name in earlier else 0)
            for name, work in after.functions.items()
        },
        gb_seconds={
            name: work.gb_seconds - (earlier[name].gb_seconds if name in earlier else 0.0)
            for name, work in after.functions.items()
        },
    )


def _key(tally: Tally) -> tuple[str, str, str, str]:
    return tally.service, tally.operation, tally.error, tally.by


def _less(tally: Tally, before: Tally | None) -> Tally:
    if before is None:
        return tally
    counts = ("count", "request_bytes", "response_bytes")
    return tally.model_copy(update={name: getattr(tally, name) - getattr(before, name) for name in counts})
