"""`rehearse demo`, cold and warm, and the time from upload to COMPLETED of documents that come one at a time.

Cold is a new folder: engine, deploy, loading of the OCR models, nothing read before. Setting up `.venv/` isn't in it.

Run: .venv/bin/python benchmarks/demo.py
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.figures import print_figures
from harness.engine.host import HostEngine
from harness.samples import write_samples
from harness.settings import Settings

COLD_ROUNDS = 3
WARM_ROUNDS = 5
DOCUMENTS = 20


def main() -> None:
    """Measure everything and print two tables."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(COLD_ROUNDS):
        with World() as world:
            seconds["demo, cold"].append(world.rehearse("demo"))
    milliseconds: dict[str, list[float]] = defaultdict(list)
    with World() as world:
        world.rehearse("demo")
        for _ in range(WARM_ROUNDS):
            seconds["demo, warm"].append(world.rehearse("demo"))
        for seed in range(100, 100 + DOCUMENTS):
            for path, took in world.submit(seed).items():
                milliseconds[f"upload to COMPLETED, {path.suffix}"].append(took)
    print_figures("Demo", seconds, "s")
    print_figures("One document at a time, never seen before", milliseconds, "ms")


class World:
    """An engine in a folder of its own, which goes with it."""

    def __enter__(self) -> "World":
        self._folder = tempfile.TemporaryDirectory()
        self.home = Path(self._folder.name)
        self._environment = {**os.environ, "REHEARSE_HOME": str(self.home), "REHEARSE_PORT": "0"}
        return self

    def __exit__(self, *_: object) -> None:
        HostEngine(Settings.from_environment({"REHEARSE_HOME": str(self.home)})).down()
        self._folder.cleanup()

    def rehearse(self, *arguments: str) -> float:
        """Run a command in this world; how many seconds it took."""
        started = time.perf_counter()
        self._run(*arguments)
        return time.perf_counter() - started

    def submit(self, seed: int) -> dict[Path, float]:
        """Send a new deed and a new scan, one after the other; milliseconds from upload to COMPLETED of each."""
        took = {}
        for sample in write_samples(self.home / "samples" / str(seed), seed):
            answer = json.loads(self._run("submit", "--json", "--prefix", str(seed), str(sample.path)))
            took[sample.path] = float(max(answer["timings"].values()))
        return took

    def _run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "harness", *arguments]
        return subprocess.run(command, env=self._environment, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
