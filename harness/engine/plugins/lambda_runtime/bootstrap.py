"""A forked worker becomes a Lambda execution environment and runs AWS's own runtime client in it.

Standard library only, apart from the runtime's library.
"""

import gc
import importlib
import os
import random
import socket
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

# The client's C extension speaks HTTP to the Runtime API; our client speaks to the engine instead.
sys.modules["runtime_client"] = None  # type: ignore[assignment]

from awslambdaric import bootstrap as runtime  # noqa: E402
from awslambdaric.lambda_runtime_marshaller import LambdaMarshaller  # noqa: E402

from harness.engine.plugins.lambda_runtime import fresh_import, preload, wire  # noqa: E402
from harness.engine.plugins.lambda_runtime.messages import Start  # noqa: E402
from harness.engine.plugins.lambda_runtime.runtime_client import RuntimeClient  # noqa: E402


def run(channel: socket.socket, log: int) -> NoReturn:
    """Serve invocations from `channel` until the engine closes it or the function ends the process.

    Args:
        channel: connection to the engine; its first message is `Start`.
        log: descriptor of the file that takes everything written to stdout and stderr, by whomever.
    """
    # Descriptors, not Python's streams: a handler's child processes and C libraries are heard too.
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    start = wire.receive(channel)
    if not isinstance(start, Start):
        raise TypeError(f"expected Start, not {start}")
    _become(start)
    os._exit(_serve(start.handler, RuntimeClient(channel)))


def _serve(handler: str, client: RuntimeClient) -> int:
    """Run until something ends it, and return the exit status that this something asks for."""
    try:
        runtime.run(handler, client)
        return 0
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)  # noqa: T201 - what Python does with `sys.exit("message")`
        return 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1


def _become(start: Start) -> None:
    os.environ.clear()
    os.environ.update(start.environment)
    time.tzset()
    os.chdir(start.task_root)
    sys.path[:0] = start.import_path
    sys.argv = [str(runtime.__file__), start.handler]
    # The interpreter's real path: through the virtual environment's link, child processes would find its packages.
    sys.executable = str(Path(sys.executable).resolve())
    _hide_harness()
    fresh_import.install(start.fresh_folders)
    if preload.imported_names() & _top_level_names(start.import_path):
        preload.forget()
    _read_environment_again()
    if start.seed is not None:
        random.seed(start.seed)
    gc.enable()


def _hide_harness() -> None:
    """The platform knows nothing of the harness; what is loaded of it stays alive but can't be imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "harness"]:
        del sys.modules[name]


def _top_level_names(folders: list[str]) -> set[str]:
    return {entry.name.partition(".")[0] for folder in folders if Path(folder).is_dir() for entry in os.scandir(folder)}


def _read_environment_again() -> None:
    """Redo what the runtime client derives from the environment when it is imported."""
    client: Any = RuntimeClient
    client.marshaller = LambdaMarshaller()
    if "AWS_LAMBDA_LOG_FORMAT" in os.environ or "AWS_LAMBDA_LOG_LEVEL" in os.environ:
        importlib.reload(runtime)
