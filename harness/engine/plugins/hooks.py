"""The moments of LocalStack's life at which we step in."""

import logging

from localstack.runtime import hooks

from fakes.behaviours.board import BOARD as BOARD_OF_BEHAVIOURS
from harness.engine.plugins import control, garbage, gateway, preload, report
from harness.engine.plugins.patches import PATCHES
from harness.engine.plugins.patching import BOARD
from harness.engine.plugins.selfcheck import inactive_patches
from harness.engine.plugins.timeline import installation as timeline
from harness.settings import EngineProcessSettings

LOG = logging.getLogger(__name__)


@hooks.on_runtime_create()
def on_create() -> None:
    """Before any service is imported: take over the time if wanted, and arrange for the patches."""
    if EngineProcessSettings.from_environment().clock == "virtual":
        from harness.engine.plugins.clock import installation

        installation.install()
    BOARD.install(PATCHES)


@hooks.on_infra_start()
def on_start() -> None:
    """Before the gateway serves: add our own routes, and what watches and changes calls."""
    control.add_routes()
    if EngineProcessSettings.from_environment().clock == "virtual":
        from harness.engine.plugins.clock import installation

        installation.add_routes()
    gateway.add_handlers()
    timeline.install()


@hooks.on_infra_ready()
def on_ready() -> None:
    """The gateway serves: check ourselves, tell the owner, then load services in the background."""
    settings = EngineProcessSettings.from_environment()
    problems = inactive_patches()
    report.send(settings.ready_fd, problems)
    if problems:
        report.refuse(problems)
        return
    garbage.resume()
    preload.start(settings.preload)


@hooks.on_infra_shutdown()
def on_shutdown() -> None:
    """The engine stops: end what our plugins started, and whatever waits because of a behaviour."""
    preload.stop()
    BOARD_OF_BEHAVIOURS.clear_all()
