"""LocalStack as a child process on the bare host: the default engine."""

import shutil
import time
from collections.abc import Iterator
from typing import Any

import psutil
from filelock import FileLock

from harness import control
from harness.engine.base import EngineStatus
from harness.engine.environment import localstack_environment
from harness.engine.folders import EngineFolders
from harness.engine.follow import follow_lines
from harness.engine.lifeline import Lifeline
from harness.engine.preflight import choose_port, require_disk_space
from harness.engine.process import STOP_GRACE, end_process_tree, spawn, wait_until_ready
from harness.engine.record import EngineRecord
from harness.errors import EngineError, EngineNotRunningError
from harness.settings import ClockKind, Settings


class HostEngine:
    """Starts, watches and stops one LocalStack.

    Args:
        settings: where it keeps its state, and its port.
        lifeline: ties the life of an engine that `up` starts to its owner's; without one it stays until `down`.
    """

    def __init__(self, settings: Settings, *, lifeline: Lifeline | None = None) -> None:
        self._settings = settings
        self._folders = EngineFolders(settings.home / "engine")
        self._lifeline = lifeline

    def up(self) -> EngineStatus:
        """Start the engine unless it runs already, and return when it serves."""
        require_disk_space(self._folders.root)
        try:
            self._folders.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folders.lock):
                running = self._running()
                if running is None:
                    self._start()
                elif self._settings.clock == "virtual" != running.clock:
                    raise EngineError(
                        "The engine runs already, in real time.",
                        hint="Stop it with `rehearse down`, then start it with `--clock virtual`.",
                    )
        except OSError as error:
            raise EngineError(
                f"Can't write the engine's state: {error}.", hint="Choose another folder with REHEARSE_HOME."
            ) from error
        return self.status()

    def status(self) -> EngineStatus:
        """What is running.

        Raises:
            EngineError: there is one, but it doesn't answer.
        """
        record = self._running()
        process = record.process() if record else None
        if record is None or process is None:
            return EngineStatus(running=False)
        health = _health(record)
        family = [process, *process.children(recursive=True)]
        return EngineStatus(
            running=True,
            endpoint=record.endpoint,
            pid=record.pid,
            uptime_seconds=time.time() - record.created,
            memory_mb=sum(_resident_bytes(member) for member in family) / 2**20,
            processes=len(family),
            **health,
        )

    def down(self, grace: float = STOP_GRACE) -> None:
        """Stop the engine, and remove everything that it kept but its log and its cache of read documents.

        Args:
            grace: seconds that it gets to stop by itself before it is killed.
        """
        if not self._folders.root.exists():
            return
        with FileLock(self._folders.lock):
            record = self._running()
            if record is not None:
                end_process_tree(record.pid, grace)
            self._folders.record.unlink(missing_ok=True)
            self._folders.forget_state()

    def reset(self) -> EngineStatus:
        """Forget all resources by starting afresh on the same port.

        LocalStack's open core has no way to reset every service; a new process takes about two seconds.
        """
        record = self._required()
        self.down()
        self._settings = self._settings.model_copy(update={"port": record.port, "clock": record.clock})
        return self.up()

    def logs(self, *, lines: int, follow: bool) -> Iterator[str]:
        """Lines of the engine's log, oldest first."""
        if not self._folders.log.exists():
            raise EngineError("There is no log yet.", hint="Start the engine with `rehearse up`.")
        return follow_lines(self._folders.log, lines, keep_on=lambda: follow and self._running() is not None)

    def endpoint(self) -> str:
        """URL of the running engine.

        Raises:
            EngineNotRunningError: there is none.
            EngineError: it doesn't answer. An SDK would find out after minutes, and try after try.
        """
        record = self._required()
        _health(record)
        return record.endpoint

    def clock(self) -> ClockKind | None:
        """The time in which the running engine lives; None when there is none."""
        record = self._running()
        return record.clock if record else None

    def _running(self) -> EngineRecord | None:
        """The record of the running engine; a stale one, left by a crash, counts as none."""
        record = EngineRecord.read(self._folders.record)
        return record if record and record.process() else None

    def _required(self) -> EngineRecord:
        record = self._running()
        if record is None:
            raise EngineNotRunningError(died=self._folders.record.exists())
        return record

    def _start(self) -> None:
        host = self._settings.host
        port = choose_port(host, self._settings.port)
        self._folders.create()
        self._keep_last_log()
        environment = localstack_environment(self._folders, host, port, self._settings.clock)
        spawned = spawn(environment, self._folders.log, self._lifeline, self._settings.clock)
        try:
            # Written before it is ready: a Ctrl-C from here on still leaves `rehearse down` something to stop.
            created = psutil.Process(spawned.process.pid).create_time()
            record = EngineRecord(
                pid=spawned.process.pid, created=created, host=host, port=port, clock=self._settings.clock
            )
            record.write(self._folders.record)
            wait_until_ready(spawned, self._folders.log, self._settings.start_timeout)
        except BaseException:
            end_process_tree(spawned.process.pid, grace=0)
            self._folders.record.unlink(missing_ok=True)
            raise

    def _keep_last_log(self) -> None:
        """Keep one log of before: it may tell why the last engine died."""
        if self._folders.log.exists():
            shutil.move(self._folders.log, self._folders.log.with_suffix(".log.1"))


def _health(record: EngineRecord) -> dict[str, Any]:
    try:
        health: dict[str, Any] = control.get(record.endpoint, "health")
    except control.ControlError as error:
        raise EngineError(
            f"The engine (process {record.pid}) doesn't answer: {error}.",
            hint="See `rehearse logs`, then `rehearse down` and `rehearse up`.",
        ) from error
    return health


def _resident_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
