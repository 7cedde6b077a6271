"""A state machine's `TimeoutSeconds` pass in the engine's time.

Patches `localstack.services.stepfunctions.asl.component.program.program`. As shipped the timeout is that of
`Thread.join`, which goes by the host's time, also on a virtual clock.
"""

import threading
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Wait for an event, which goes by the engine's time, instead of for the thread."""
    replace(module.Program, "eval", lambda _original: lambda self, env: _evaluate(self, env, module))


def _evaluate(program: Any, env: Any, module: ModuleType) -> None:
    timeout = program.timeout_seconds.timeout_seconds if program.timeout_seconds else None
    env.next_state_name = program.start_at.start_at_name
    over = threading.Event()

    def work() -> None:
        try:
            module.EvalComponent.eval(program, env)
        finally:
            over.set()

    thread = threading.Thread(target=work, daemon=True)
    module.TMP_THREADS.append(thread)
    thread.start()
    if not over.wait(timeout):
        env.set_timed_out()


PATCH = Patch("machines-time-out", "localstack.services.stepfunctions.asl.component.program.program", apply)
