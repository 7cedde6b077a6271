"""Tying an engine's life to its owner's, so that no crash of the owner leaves an engine behind."""

import os
from pathlib import Path


class Lifeline:
    """A pipe that the owner holds open. When the owner goes, however it goes, the engine reads its end and stops.

    Args:
        path: where the named pipe is, or is to be. Only the owner calls `hold`; any process may start an engine on it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: int | None = None

    def hold(self) -> None:
        """Become the owner: open the pipe for as long as this process lives or until `let_go`."""
        os.mkfifo(self._path)
        # Read and write: opening for writing alone would block until an engine reads.
        self._held = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)

    def let_go(self) -> None:
        """Stop every engine on this lifeline."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
        self._path.unlink(missing_ok=True)

    def grasp(self) -> int:
        """The descriptor that an engine inherits. The caller closes its own copy after the engine was started.

        Raises:
            OSError: nobody holds this lifeline.
        """
        descriptor = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(descriptor, True)
        return descriptor
