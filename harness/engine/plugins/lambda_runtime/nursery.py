"""Forking workers and burying them: the template's only loop. Standard library only."""

import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from harness.engine.plugins.lambda_runtime import wire
from harness.engine.plugins.lambda_runtime.messages import Born, Exited

DESCRIPTORS = 3
"""What comes with a request to fork: channel, log and lease."""

RunWorker = Callable[[socket.socket, int], NoReturn]
"""Receives the channel to the engine and the descriptor of the log; never returns."""


class Nursery:
    """The living workers, and for each a lease.

    A lease is a socket whose other end the engine holds. Through it the engine learns the worker's pid and how it
    ended; closing it is the engine's order to kill, and so is the engine's own death. The template alone kills, since
    only a parent that hasn't buried its child can be sure whose pid it is.

    Args:
        control: where requests to fork arrive, one byte and three descriptors each.
        run_worker: what a child does.
    """

    def __init__(self, control: socket.socket, run_worker: RunWorker) -> None:
        self._control = control
        self._run_worker = run_worker
        self._leases: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._deaths, self._bell = socket.socketpair()

    def serve(self) -> None:
        """Work until the engine closes the control socket, then kill every worker."""
        self._listen_for_deaths()
        self._selector.register(self._deaths, selectors.EVENT_READ, self._bury)
        self._selector.register(self._control, selectors.EVENT_READ, self._answer)
        while self._control.fileno() >= 0:
            for key, _ in self._selector.select():
                key.data()
        for pid in self._leases:
            _kill_group(pid)

    def _listen_for_deaths(self) -> None:
        for end in (self._deaths, self._bell):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)

    def _answer(self) -> None:
        request, descriptors, *_ = socket.recv_fds(self._control, 1, DESCRIPTORS)
        if not request:
            self._selector.unregister(self._control)
            self._control.close()
            return
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)
        channel, log, lease = descriptors
        self._fork(socket.socket(fileno=channel), log, socket.socket(fileno=lease))

    def _fork(self, channel: socket.socket, log: int, lease: socket.socket) -> None:
        template = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            # The engine sees the lease end before a birth, and reports it.
            print(f"Could not fork a Lambda worker: {error}", file=sys.stderr, flush=True)  # noqa: T201
            lease.close()
        else:
            if pid == 0:
                self._leave(lease)
                _die_with(template)
                self._run_worker(channel, log)
            self._adopt(pid, lease)
        channel.close()
        os.close(log)

    def _adopt(self, pid: int, lease: socket.socket) -> None:
        with suppress(OSError):  # the child may have done it, or be gone
            os.setpgid(pid, pid)
        with suppress(OSError):  # the engine may be gone
            wire.send(lease, Born(pid))
        self._leases[pid] = lease
        self._selector.register(lease, selectors.EVENT_READ, lambda: self._end(pid))

    def _end(self, pid: int) -> None:
        """The engine closed its end of the lease."""
        lease = self._leases.get(pid)
        if lease is not None:  # else buried in the same round
            self._selector.unregister(lease)
            _kill_group(pid)

    def _bury(self) -> None:
        with suppress(BlockingIOError):
            self._deaths.recv(4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._report(pid, os.waitstatus_to_exitcode(status))

    def _report(self, pid: int, status: int) -> None:
        # What the function started and left behind goes with it.
        _kill_group(pid)
        lease = self._leases.pop(pid)
        with suppress(KeyError):  # the engine has closed it already
            self._selector.unregister(lease)
        with suppress(OSError):
            wire.send(lease, Exited(status))
        lease.close()

    def _leave(self, lease: socket.socket) -> None:
        """In the child: let go of everything that is the template's."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setpgid(0, 0)
        self._selector.close()
        for mine in (self._control, self._deaths, self._bell, lease, *self._leases.values()):
            mine.close()


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _die_with(template: int) -> None:
    """Where the system can do it, be killed when the template is, even in the middle of a handler."""
    if sys.platform != "linux":
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != template:
        os._exit(1)
