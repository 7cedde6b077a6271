"""Having the timeline of this engine process kept and served."""

from harness.engine.plugins.timeline.misbehaviour import BoardWatch
from harness.engine.plugins.timeline.timeline import TIMELINE
from harness.settings import TimelineSettings


def install() -> None:
    """Keep what happens, and serve it. What Lambda's own internal queues do is nobody's business."""
    from localstack.config import INTERNAL_RESOURCE_ACCOUNT
    from localstack.services.edge import ROUTER

    from fakes.behaviours.board import BOARD
    from harness.engine.plugins.timeline.routes import TimelineRoutes

    TIMELINE.keep(TimelineSettings.from_environment().happenings_kept, frozenset({INTERNAL_RESOURCE_ACCOUNT}))
    BOARD.watch = BoardWatch()
    ROUTER.add(TimelineRoutes(TIMELINE))
