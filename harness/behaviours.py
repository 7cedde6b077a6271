"""Telling an engine to misbehave, for one account."""

from pydantic import TypeAdapter

from fakes.behaviour import Behaviour
from fakes.behaviours.reports import Decision, Report
from harness import control

REPORTS = TypeAdapter(list[Report])
DECISIONS = TypeAdapter(list[Decision])


class Behaviours:
    """The behaviours of one account of a local engine.

    Args:
        endpoint: URL of the engine.
        account: 12-digit account; others don't notice.
    """

    def __init__(self, endpoint: str, account: str) -> None:
        self._endpoint = endpoint
        self._path = f"behaviours/{account}"

    def set(self, behaviour: Behaviour) -> None:
        """Put a behaviour into force, in the place of one of the same id or behind all others.

        Raises:
            ControlError: the engine doesn't answer.
        """
        control.put(self._endpoint, self._path, behaviour.model_dump(mode="json"))

    def reports(self) -> list[Report]:
        """All behaviours in their order, with what each has done.

        Raises:
            ControlError: the engine doesn't answer.
        """
        return REPORTS.validate_python(control.get(self._endpoint, self._path))

    def decisions(self) -> list[Decision]:
        """What was decided, oldest first.

        Raises:
            ControlError: the engine doesn't answer.
        """
        return DECISIONS.validate_python(control.get(self._endpoint, f"{self._path}/decisions"))

    def clear(self, behaviour_id: str | None = None) -> list[Report]:
        """Take all behaviours out of force, or one; what waits because of them goes on. Returns what they have done.

        Raises:
            ControlError: the engine doesn't answer.
        """
        path = self._path if behaviour_id is None else f"{self._path}/{behaviour_id}"
        return REPORTS.validate_python(control.delete(self._endpoint, path))
