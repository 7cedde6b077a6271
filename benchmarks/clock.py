"""How fast virtual time passes: an idle minute, and nine minutes in which something happens.

    python benchmarks/clock.py [--rounds N]

An engine of this checkout on a virtual clock is started for it. The nine minutes are those of a message that a function
refuses three times, 180 seconds apart, until the queue buries it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from harness.clients import Clients
from harness.clock import Clock
from harness.deploy.deployment import deploy_system
from harness.deploy.system import choose_systems
from harness.settings import Settings
from tests.integration.lambda_functions import Functions
from tests.integration.passing_time import FAILING, received
from tests.integration.queues import create_burying_queue

IDLE_SECONDS = 60
BURIAL_SECONDS = 540
SYSTEM = "textract_processor"


@dataclass(frozen=True)
class Lap:
    """One measurement: what, and how long it took on either clock, in seconds."""

    what: str
    virtual: float
    wall: float


@contextmanager
def engine(home: Path) -> Iterator[str]:
    """The URL of a virtual engine that stands still."""
    environment = {**os.environ, "REHEARSE_HOME": str(home)}
    rehearse = [sys.executable, "-m", "harness"]
    command = [*rehearse, "up", "--port", "0", "--clock", "virtual", "--json"]
    status = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    try:
        Clock(status["endpoint"]).set_rate(0)
        yield status["endpoint"]
    finally:
        subprocess.run([*rehearse, "down"], env=environment, check=True, stdout=subprocess.DEVNULL)


def timed(what: str, clock: Clock, seconds: float) -> Lap:
    """Advance, and see how long it takes."""
    began = perf_counter()
    clock.advance(seconds)
    return Lap(what, seconds, perf_counter() - began)


def idle(clock: Clock) -> Lap:
    """A minute in which nothing is going on but what goes on for ever."""
    return timed(f"{SYSTEM} idle", clock, IDLE_SECONDS)


def burial(aws: Clients, clock: Clock, number: int) -> Lap:
    """Nine minutes of a message that is refused."""
    sqs: Any = aws.client("sqs")
    (url, arn), (dead_url, _) = create_burying_queue(aws, f"jobs-{number}", 3, VisibilityTimeout="180")
    functions = Functions(aws)
    functions.client.create_event_source_mapping(EventSourceArn=arn, FunctionName=functions.create(FAILING))
    sqs.send_message(QueueUrl=url, MessageBody="poison")
    lap = timed("180 s x 3 -> DLQ through a mapping", clock, BURIAL_SECONDS)
    if received(sqs, dead_url) != ["poison"]:
        raise SystemExit("The message was not buried: what was measured is something else.")
    return lap


def show(laps: list[Lap]) -> None:
    """Print every lap."""
    table = Table(title="Virtual time", title_justify="left")
    table.add_column("what")
    for column in ("virtual s", "wall s", "ratio"):
        table.add_column(column, justify="right")
    for lap in laps:
        table.add_row(lap.what, f"{lap.virtual:,.0f}", f"{lap.wall:.3f}", f"{lap.virtual / lap.wall:,.0f}")
    Console().print(table)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds: int = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, engine(Path(folder)) as endpoint:
        clock, aws = Clock(endpoint), Clients(endpoint, "111122223333", "us-east-1")
        settings = Settings.from_environment({"REHEARSE_HOME": folder})
        deploy_system(choose_systems(settings.project, [SYSTEM])[0], aws, settings, lambda _line: None)
        clock.advance(IDLE_SECONDS)
        laps = [idle(clock) for _ in range(rounds)]
        laps += [burial(aws, clock, number) for number in range(rounds)]
    show(laps)


if __name__ == "__main__":
    main()
