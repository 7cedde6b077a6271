"""Something that is to be set going when its turn comes."""

import logging
import threading
from collections.abc import Callable

from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.waiter import Woken

LOG = logging.getLogger(__name__)


class Turn:
    """Stands among the threads that wait for a moment, and is woken like them.

    Args:
        activity: where begins what is set going.
        act: sets it going.

    Attributes:
        thread: who asked for the turn.
        woken: why the wait has ended.
    """

    def __init__(self, activity: Activity, act: Callable[[], object]) -> None:
        self.thread = threading.current_thread()
        self.woken: Woken | None = None
        self._activity = activity
        self._act = act

    def expire(self) -> bool:
        """It is its turn."""
        self.woken = Woken.EXPIRED
        try:
            with self._activity.working():
                self._act()
        except Exception:  # of somebody else: whoever moves time has nothing to do with it
            LOG.exception("What %s wanted to happen did not begin", self.thread.name)
        return True

    def nudge(self) -> None:
        """It doesn't look at the time: whoever moves it comes by."""
