"""What each command costs before it does anything: processor milliseconds, and nearly all of them are imports.

Processor time and not time by the clock: it hardly depends on what else the machine does. No engine is needed.

Run: .venv/bin/python benchmarks/commands.py
"""

import os
import resource
import subprocess
import sys
from tempfile import TemporaryDirectory

from benchmarks.figures import print_figures

ROUNDS = 7
COMMANDS = (
    "--version",
    "--help",
    "status",
    "clock show",
    "calls",
    "scenario list",
    "load list",
    "costs forecast",
    "aws --help",
    "deploy --help",
    "submit --help",
    "scenario run --help",
    "load run --help",
)


def main() -> None:
    """Run every command in a world without an engine, and print a table."""
    with TemporaryDirectory() as home:
        environment = {**os.environ, "REHEARSE_HOME": home}
        print_figures(
            "A command's processor time",
            {
                "(Python itself)": [spent([sys.executable, "-c", ""], environment) for _ in range(ROUNDS)],
                **{command: [rehearse(command, environment) for _ in range(ROUNDS)] for command in COMMANDS},
                "tab completion": [complete(environment) for _ in range(ROUNDS)],
            },
            "ms",
        )


def rehearse(command: str, environment: dict[str, str]) -> float:
    """Milliseconds of a command."""
    return spent([sys.executable, "-m", "harness", *command.split()], environment)


def complete(environment: dict[str, str]) -> float:
    """Milliseconds in which the shell is told how `rehearse s` can go on."""
    asked = {"_REHEARSE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "rehearse s"}
    program = "import sys; sys.argv = ['rehearse']; from harness.__main__ import main; main()"
    return spent([sys.executable, "-c", program], {**environment, **asked})


def spent(command: list[str], environment: dict[str, str]) -> float:
    """Processor milliseconds of a process, whatever its exit status."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
