"""The engines on which scenarios run: the one that runs already, if it lives in their time, else private ones."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Self

from filelock import FileLock, Timeout

from harness.engine.host import HostEngine
from harness.engine.lifeline import Lifeline
from harness.settings import ClockKind, Settings

Told = Callable[[str], None]
"""Is told, in a sentence, of an engine that is started."""


@dataclass(frozen=True)
class RunningEngine:
    """An engine that runs.

    Attributes:
        endpoint: its URL.
        home: folder in which commands find it.
        is_private: whether it was started for this run and ends with it.
    """

    endpoint: str
    home: Path
    is_private: bool = False


class Engines:
    """Lends each run an engine. Whoever moves an engine's time moves it for all who use it: in virtual time a run has
    its engine to itself. Leaving the block stops those that were started here.

    Args:
        settings: of the running engine, if there is one; private ones live below its home.
        parallel: how many runs there are at the same time. One uses the running engine, if that is in virtual time.
        keep: whether private engines go on after the block.
        told: hears of every start.
    """

    def __init__(self, settings: Settings, *, parallel: int = 1, keep: bool = False, told: Told) -> None:
        self._settings = settings
        self._parallel = parallel
        self._keep = keep
        self._told = told
        self._free: dict[ClockKind, SimpleQueue[RunningEngine]] = {"real": SimpleQueue(), "virtual": SimpleQueue()}
        self._started = ExitStack()
        self._lifeline: Lifeline | None = None
        self._private: list[HostEngine] = []

    def __enter__(self) -> Self:
        if not self._keep:
            folder = self._started.enter_context(TemporaryDirectory(prefix="rehearsal-"))
            self._lifeline = Lifeline(Path(folder) / "lifeline")
            self._lifeline.hold()
            self._started.callback(self._lifeline.let_go)
        running = HostEngine(self._settings)
        if clock := running.clock():
            # In real time many may use an engine at once.
            self._free[clock] = SimpleQueue()
            for _ in range(self._parallel if clock == "real" else 1):
                self._free[clock].put(RunningEngine(running.endpoint(), self._settings.home))
        return self

    def __exit__(self, *_: object) -> None:
        self._started.close()

    def abort(self) -> None:
        """Kill the engines that were started here and aren't kept: whoever waits for their answers waits no longer."""
        for engine in tuple(self._private):
            engine.down(grace=0)

    @contextmanager
    def lend(self, clock: ClockKind) -> Iterator[RunningEngine]:
        """An engine that lives in such time, for as long as the block lasts."""
        free = self._free[clock]
        try:
            engine = free.get_nowait()
        except Empty:
            engine = self._start(clock)
        try:
            yield engine
        finally:
            free.put(engine)

    def _start(self, clock: ClockKind) -> RunningEngine:
        home, lock = self._vacant_home()
        self._started.callback(lock.release)
        settings = self._settings.model_copy(update={"home": home, "port": 0, "clock": clock})
        engine = HostEngine(settings, lifeline=self._lifeline)
        self._told(f"Starting an engine in {clock} time ...")
        endpoint = engine.up().endpoint
        if self._keep:
            self._told(f"It stays: {endpoint}. Stop it with `REHEARSE_HOME={home} rehearse down`.")
        else:
            self._started.callback(engine.down)
            self._private.append(engine)
        return RunningEngine(endpoint, home, is_private=not self._keep)

    def _vacant_home(self) -> tuple[Path, FileLock]:
        """A folder that no other run uses, in which no engine was left running. What engines have read stays in it."""
        number = 0
        while True:
            number += 1
            home = self._settings.home / "engines" / str(number)
            home.mkdir(parents=True, exist_ok=True)
            lock = FileLock(home / "lease.lock")
            try:
                lock.acquire(blocking=False)
            except Timeout:
                continue
            if HostEngine(self._settings.model_copy(update={"home": home})).clock() is None:
                return home, lock
            lock.release()
