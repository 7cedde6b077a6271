"""Putting a virtual clock in the place of the engine process's time."""

import tempfile
import threading
from functools import partial
from pathlib import Path

from harness.engine.plugins import turns
from harness.engine.plugins.clock import cures, order, queues, threads, travel, waits
from harness.engine.plugins.clock.clock import Clock
from harness.engine.plugins.clock.driver import Driver
from harness.engine.plugins.clock.handlers import Handlers
from harness.engine.plugins.clock.pending import is_pending, something_pends
from harness.engine.plugins.lambda_runtime import engine_time, runtime_library
from harness.engine.plugins.lambda_runtime.chance import CHANCE
from harness.engine.plugins.patching import BOARD
from harness.settings import ClockSettings

_installed: list[Clock] = []


def install() -> None:
    """Make this process and the Lambda workers live in virtual time, for good."""
    folder = Path(tempfile.gettempdir()) / "clock"
    folder.mkdir(exist_ok=True)
    clock = Clock(folder / "pace")
    travel.follow(clock.time_ns)
    waits.follow(clock)
    threads.follow(clock.activity)
    turns.decide(clock)
    handlers = Handlers(clock.activity)
    BOARD.install((*cures.patches(clock.activity, handlers), *queues.PATCHES, *order.PATCHES))
    runtime_library.build(folder / "library", ("time-machine",))
    CHANCE.exclude()
    engine_time.share(folder / "pace", folder / "library", handlers.running)
    _installed.append(clock)


def add_routes() -> None:
    """Serve the clock over HTTP."""
    from localstack.services.edge import ROUTER

    from harness.engine.plugins.clock.routes import ClockRoutes

    (clock,) = _installed
    patience = ClockSettings.from_environment().clock_patience
    driver = Driver(clock, partial(something_pends, clock.sleepers), is_pending, patience)
    ROUTER.add(ClockRoutes(clock, driver, patience))
    threading.Thread(target=driver.attend, name="rehearsal-turns", daemon=True).start()
