"""What behaviours do. The board tells."""

from datetime import UTC, datetime
from typing import Final

from fakes.behaviour import Behaviour
from fakes.behaviours.matching import subject_of
from fakes.behaviours.moment import Moment
from harness.engine.happening import BehaviourDetail, Kind
from harness.engine.plugins.timeline.timeline import TIMELINE

LONGEST_EACH: Final = 100
"""Characters: a behaviour's `each` may find a whole prompt."""


class BoardWatch:
    """Writes down what a board of behaviours tells."""

    def was_set(self, owner: str, behaviour: Behaviour, since: float) -> None:
        """A behaviour is in force."""
        detail = _detail(behaviour)
        if behaviour.limit.seconds is not None:
            detail.until = datetime.fromtimestamp(since + behaviour.limit.seconds, UTC)
        TIMELINE.record(owner, Kind.BEHAVIOUR_SET, behaviour.match.resource, behaviour.id, detail)

    def was_applied(self, owner: str, behaviour: Behaviour, moment: Moment) -> None:
        """A behaviour takes effect."""
        detail = _detail(behaviour)
        detail.service, detail.operation = moment.service, moment.operation
        detail.each = (subject_of(behaviour.match, moment) or "")[:LONGEST_EACH]
        resource = next(iter(moment.resources), "")
        TIMELINE.record(owner, Kind.BEHAVIOUR_APPLIED, resource, behaviour.id, detail)

    def was_cleared(self, owner: str, behaviour: Behaviour) -> None:
        """A behaviour is no longer in force."""
        TIMELINE.record(owner, Kind.BEHAVIOUR_CLEARED, behaviour.match.resource, behaviour.id, _detail(behaviour))


def _detail(behaviour: Behaviour) -> BehaviourDetail:
    match = behaviour.match
    return BehaviourDetail(
        label=behaviour.label,
        effect=behaviour.effect.kind,
        service=match.service,
        operation=match.operation,
    )
