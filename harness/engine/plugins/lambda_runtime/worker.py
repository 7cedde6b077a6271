"""The engine's handle of one worker process."""

import os
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress

import psutil

from harness.engine.plugins.lambda_runtime import clock, wire
from harness.engine.plugins.lambda_runtime.limits import Deadline, MemoryLimitError, TimeLimitError
from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.messages import Exited, Message

WATCH_SECONDS = 0.1
"""How often the watchdog looks at memory and log while a handler runs."""

BURIAL_SECONDS = 5.0
"""Time for a killed process to be gone."""


class WorkerExitedError(Exception):
    """The worker is gone. `status` is its exit status, or minus the signal that ended it."""

    def __init__(self, status: int) -> None:
        super().__init__(f"worker ended with status {status}")
        self.status = status


class Worker:
    """One process: messages to it and from it, and its end.

    Args:
        pid: its process id, which is its process group too.
        channel: connection to it.
        lease: connection to the template about it; see `nursery.Nursery`.
        log: what it writes.
    """

    def __init__(self, pid: int, channel: socket.socket, lease: socket.socket, log: LogCapture) -> None:
        self.pid = pid
        self._channel = channel
        self._lease = lease
        self._log = log
        self._status: int | None = None
        self._process: psutil.Process | None = None

    def send(self, message: Message) -> None:
        """Write one message; that the worker is gone shows when the answer is read."""
        with suppress(OSError):
            wire.send(self._channel, message)

    def receive(self, deadline: Deadline, memory_kb: int | None = None, bells: Sequence[socket.socket] = ()) -> Message:
        """Wait for the worker's next message.

        Args:
            deadline: how long to wait.
            memory_kb: resident size at which to give up; None for no limit.
            bells: sockets that announce that the deadline has passed, also if a rounding error hides it from us.

        Raises:
            TimeLimitError: the deadline passed.
            MemoryLimitError: the worker is larger than `memory_kb`.
            WorkerExitedError: it is gone.
        """
        while deadline.remaining() > 0:
            sources = (self._channel, self._lease, *bells)
            ready = clock.wait_readable(sources, min(WATCH_SECONDS, deadline.remaining()))
            if self._channel in ready:
                return self._read(deadline)
            if self._lease in ready:
                raise WorkerExitedError(self._wait_for_end())
            if ready:
                break
            self._watch(memory_kb)
        raise TimeLimitError

    def lost(self) -> bool:
        """Whether somebody from outside has killed it, alone or together with the template."""
        if not clock.wait_readable((self._lease,), 0) and not self._is_cut_off():
            return False
        return self._wait_for_end() == -signal.SIGKILL

    def strike(self) -> None:
        """Kill it without waiting; the thread that reads its answer learns of it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def kill(self) -> int:
        """End it and everything that it started, wait until it is gone, and return how it ended."""
        with suppress(OSError):
            self._lease.shutdown(socket.SHUT_WR)
        return self._wait_for_end()

    def close(self) -> None:
        """End it without waiting, and let go of it."""
        self._channel.close()
        self._lease.close()

    def _is_cut_off(self) -> bool:
        """Whether its end of the channel is closed, which is so a moment before the template tells of its death."""
        if not clock.wait_readable((self._channel,), 0):
            return False
        try:
            return not self._channel.recv(1, socket.MSG_PEEK)
        except ConnectionError:
            return True

    def _read(self, deadline: Deadline) -> Message:
        self._channel.settimeout(max(0.001, deadline.remaining()))
        try:
            return wire.receive(self._channel)
        except TimeoutError:
            raise TimeLimitError from None
        except EOFError:
            raise WorkerExitedError(self._wait_for_end()) from None
        finally:
            self._channel.settimeout(None)

    def _watch(self, memory_kb: int | None) -> None:
        self._log.bound()
        if memory_kb is None:
            return
        with suppress(psutil.Error):  # gone: the lease will say so
            self._process = self._process or psutil.Process(self.pid)
            if self._process.memory_info().rss // 1024 > memory_kb:
                raise MemoryLimitError

    def _wait_for_end(self) -> int:
        if self._status is None:
            self._lease.settimeout(BURIAL_SECONDS)
            try:
                message = wire.receive(self._lease)
            except (EOFError, TimeoutError, OSError):
                message = self._orphaned()
            assert isinstance(message, Exited), message  # noqa: S101 - the template says nothing else here
            self._status = message.status
        return self._status

    def _orphaned(self) -> Exited:
        """The template is gone, and took its workers along; what these had started is left to us."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        return Exited(-signal.SIGKILL)
