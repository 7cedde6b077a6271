"""An event of a run in figures."""

import numpy as np
from pydantic import BaseModel, ConfigDict

from harness.load.data import RunData


class Figures(BaseModel):
    """One event in figures. Latencies are in milliseconds since each was due.

    Attributes:
        event: its name.
        count: how many there were.
        errors: how many of these failed.
        rate: per second, over the whole run.
        p50: median latency.
        p95: latency that 95 of 100 stay under.
        p99: latency that 99 of 100 stay under.
        highest: the longest of all.
    """

    model_config = ConfigDict(frozen=True)

    event: str
    count: int
    errors: int
    rate: float
    p50: float
    p95: float
    p99: float
    highest: float


def figures_of(run: RunData, event: str) -> Figures:
    """Count and measure what a run has of an event."""
    requests, latencies = run.of(event), run.latencies(event).values
    p50, p95, p99 = (float(np.percentile(latencies, percent)) for percent in (50, 95, 99))
    return Figures(
        event=event,
        count=len(requests),
        errors=sum(bool(request.error) for request in requests),
        rate=len(requests) / run.seconds if run.seconds else 0.0,
        p50=p50,
        p95=p95,
        p99=p99,
        highest=float(latencies.max()),
    )
