"""How long until an engine serves, answers the first CloudFormation call, and has gone; and what it holds in memory.

Run: .venv/bin/python benchmarks/engine_start.py
"""

import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.figures import print_figures
from harness.clients import Clients
from harness.engine.host import HostEngine
from harness.settings import Settings

ROUNDS = 5
MEMORY_SETTLES_AFTER = 5.0
"""Seconds after which the services of the background load are all there."""


def main() -> None:
    """Start and stop an engine a few times."""
    milliseconds: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as home:
            measure(Path(home), milliseconds, memory)
    print_figures("Engine", milliseconds, "ms")
    print_figures("Resident memory, all processes", memory, "MB")


def measure(home: Path, milliseconds: dict[str, list[float]], memory: dict[str, list[float]]) -> None:
    """One life of one engine."""
    settings = Settings.from_environment({"REHEARSE_HOME": str(home), "REHEARSE_PORT": "0"})
    engine = HostEngine(settings)
    started = time.perf_counter()
    status = engine.up()
    milliseconds["ready"].append((time.perf_counter() - started) * 1000)
    clients = Clients(status.endpoint, settings.account, settings.region)
    clients.client("cloudformation").list_stacks()
    milliseconds["ready + first CloudFormation call"].append((time.perf_counter() - started) * 1000)
    time.sleep(MEMORY_SETTLES_AFTER)
    memory["idle, services loaded"].append(engine.status().memory_mb)
    stopping = time.perf_counter()
    engine.down()
    milliseconds["down"].append((time.perf_counter() - stopping) * 1000)


if __name__ == "__main__":
    main()
