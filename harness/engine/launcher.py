"""The main module of the engine's process: checks what LocalStack will find, then becomes LocalStack."""

import os
import select
import signal
import sys
import threading
from typing import NoReturn

from harness.engine.plugins import deferral, garbage, report
from harness.settings import EngineProcessSettings

ORPHAN_GRACE = 3.0
"""Seconds that an engine whose owner is gone takes to stop by itself; there is nothing to be saved."""


def main() -> None:
    """Run LocalStack in this process until it is told to stop. Exit status 3: it refused to start."""
    garbage.pause()
    deferral.install()
    settings = EngineProcessSettings.from_environment()
    problems = _missing_plugins()
    if problems:
        report.send(settings.ready_fd, problems)
        sys.exit(report.REFUSED)
    if settings.lifeline_fd is not None:
        _stop_at_end_of(settings.lifeline_fd)
    _leave(_run_localstack())


def _missing_plugins() -> list[str]:
    # With this begin the imports of LocalStack.
    from harness.engine.plugins.selfcheck import found_plugins, missing_plugins

    return missing_plugins(found_plugins())


def _run_localstack() -> int:
    """Become LocalStack until it is told to stop; its exit status."""
    from localstack.runtime.main import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _leave(status: int) -> NoReturn:
    """End the process at once. LocalStack has stopped; freeing its million objects one by one takes a second."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _stop_at_end_of(lifeline: int) -> None:
    """Stop like on SIGTERM once the owner's end of the pipe is closed, be it by a crash."""

    def watch() -> None:
        os.read(lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        # In virtual time that stands still LocalStack would wait for its threads for ever; `select` is in the host's.
        select.select([], [], [], ORPHAN_GRACE)
        os.killpg(os.getpgid(0), signal.SIGKILL)

    threading.Thread(target=watch, name="rehearsal-lifeline", daemon=True).start()


if __name__ == "__main__":
    main()
