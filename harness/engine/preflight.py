"""Checks before an engine is started, each with an error that says what to do."""

import errno
import shutil
import socket
from pathlib import Path

from harness.errors import EngineError

FREE_DISK_NEEDED = 256 * 1024 * 1024
"""Bytes that an engine needs for its state, code of Lambda functions and results of reading documents."""


def choose_port(host: str, port: int) -> int:
    """Return `port` if it is free, or any free port for 0.

    Raises:
        EngineError: something else listens on the port.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _port_error(host, port, error) from None
        return int(probe.getsockname()[1])


def require_disk_space(folder: Path) -> None:
    """Check that the disk below `folder` has room for an engine.

    Raises:
        EngineError: it is nearly full, or the folder can't be made there.
    """
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    if free < FREE_DISK_NEEDED:
        raise EngineError(
            f"The disk of {existing} has {free // 2**20} MB left; the engine needs {FREE_DISK_NEEDED // 2**20} MB.",
            hint="Free some space, or choose another folder with REHEARSE_HOME.",
        )


def _port_error(host: str, port: int, error: OSError) -> EngineError:
    if error.errno == errno.EADDRINUSE:
        return EngineError(
            f"Port {port} on {host} is in use by another program.",
            hint="Let the engine choose a free one with `rehearse up --port 0`, or name one with `--port`.",
        )
    return EngineError(f"Can't listen on {host}:{port}: {error.strerror}.", hint="Choose another port with `--port`.")
