"""Commands of a runbook, run as an operator runs them."""

import shlex
import subprocess
import sys

from harness.scenario.world import World, WorldError

TIMEOUT_SECONDS = 300.0
"""Real seconds after which a command counts as hung."""


def run_command(world: World, command: str, status: int = 0) -> str:
    """Run a command of the runbook against the scenario's account; returns what it printed.

    `rehearse ...` runs this harness. Any other program must be on the path; it is told the engine's address, the
    account and the region by AWS's own variables.

    Args:
        world: the scenario's.
        command: as it is typed, e.g. `rehearse results list --json`; no shell is involved.
        status: the exit status with which it must end.

    Raises:
        WorldError: it isn't a command, there is no such program, it hangs, or ends otherwise.
    """
    try:
        program, *arguments = shlex.split(command)
    except ValueError as error:  # nothing at all, or a quotation without an end
        raise WorldError(f"{command!r} is no command: {error}.") from error
    line = [sys.executable, "-m", "harness", *arguments] if program == "rehearse" else [program, *arguments]

    def run() -> subprocess.CompletedProcess[str]:
        environment = world.operator_environment()
        return subprocess.run(
            line, env=environment, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, cwd=world.settings.project
        )

    try:
        done = world.clock.during(run)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WorldError(f"{command}: {error}") from error
    if done.returncode != status:
        raise WorldError(f"{command} ended with {done.returncode}.", details=(done.stdout + done.stderr).splitlines())
    return done.stdout
