"""The command line as a user types it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 120
"""Seconds within which any document ends on a busy machine, so that one that doesn't is explained by the command."""


@dataclass(frozen=True)
class Rehearse:
    """The command line, in an environment of its own."""

    environment: dict[str, str]

    @contextmanager
    def started(self, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
        """The running command; whatever becomes of the test, it doesn't outlive the block."""
        command = [sys.executable, "-m", "harness", *map(str, arguments)]
        process = subprocess.Popen(
            command,
            env=os.environ | self.environment,
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        with self.started(*arguments) as process:
            out, err = process.communicate(timeout=PATIENCE * 2)
            return process.returncode, out, err

    def submit(self, *arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
        """Exit status, and the object of each document."""
        status, out, err = self.run("submit", "--json", "--timeout", str(PATIENCE), *arguments)
        assert "Traceback" not in err
        return status, [json.loads(line) for line in out.splitlines()]
