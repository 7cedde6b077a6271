"""What must be true before anything is sent."""

from collections.abc import Collection

from harness.clock import Clock
from harness.costs.prices import Prices
from harness.errors import EngineError, UsageError
from harness.load.costs import estimate
from harness.load.profile import OF_QUEUES, Profile


def require_real_time(endpoint: str) -> None:
    """Refuse an engine in virtual time: how long things take there says nothing.

    Raises:
        UsageError: it has a virtual clock.
    """
    try:
        Clock(endpoint).show()
    except EngineError:
        return
    raise UsageError(
        "This engine lives in virtual time, in which no latency means anything.",
        hint="Start one in real time: `rehearse down`, then `rehearse up --clock real`.",
    )


def require_cap(arrivals: int, max_requests: int | None) -> None:
    """Refuse a load of more requests than are allowed.

    Raises:
        UsageError: it is.
    """
    if max_requests is not None and arrivals > max_requests:
        raise UsageError(
            f"This load has {arrivals:,} requests, and {max_requests:,} are allowed.",
            hint="Choose a smaller --scale, or a higher --max-requests.",
        )


def require_queues(profile: Profile, queues: Collection[str]) -> None:
    """Refuse limits on queues that the system hasn't got: they would fail the run when all has been sent.

    Args:
        profile: of the load.
        queues: names of the system's queues.

    Raises:
        UsageError: there is no such queue.
    """
    for limit in profile.limits:
        if limit.measure in OF_QUEUES and limit.of and limit.of not in queues:
            raise UsageError(
                f"The limit on {limit.name} can't be measured: there is no such queue.",
                hint=f"There are {', '.join(sorted(queues))}.",
            )


def refuse_aws(profile: Profile, prices: Prices, *, accept_charges: bool, max_requests: int | None) -> None:
    """Say what a load would do to AWS, and refuse.

    Raises:
        UsageError: always: without consent and a cap because they are missing, with them because there is no engine
            yet that leads to AWS.
    """
    what = (
        f"about {profile.expected_arrivals:,} uploads, and about ${estimate(profile, prices):,.2f} at AWS's list prices"
    )
    if not accept_charges or max_requests is None:
        raise UsageError(
            f"On AWS this load would be {what}.",
            hint="Whoever wants that says --accept-charges and --max-requests NUMBER.",
        )
    require_cap(profile.expected_arrivals, max_requests)
    raise UsageError(f"The aws engine can't take load yet; this would have been {what}.", hint="Use the local engine.")
