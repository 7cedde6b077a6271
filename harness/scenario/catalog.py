"""The actions and probes that scenarios can name, and the arguments that each takes."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import entry_points
from typing import Any, Final, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

from harness.errors import UsageError

ACTION_GROUP: Final = "rehearsal.actions"
PROBE_GROUP: Final = "rehearsal.probes"
INVARIANT_GROUP: Final = "rehearsal.invariants"
"""Entry-point groups in which a plugin's package names functions of its own."""


@dataclass(frozen=True)
class Verb:
    """A plain function that a scenario can name. Its first parameter is the world.

    Attributes:
        name: as scenarios say it.
        function: what does it.
    """

    name: str
    function: Callable[..., Any]

    @cached_property
    def arguments(self) -> type[BaseModel]:
        """A model of its arguments, made from its signature; whatever isn't named there is refused."""
        hints = get_type_hints(self.function, include_extras=True)
        _, *parameters = inspect.signature(self.function).parameters.values()
        fields: dict[str, Any] = {
            parameter.name: (
                hints.get(parameter.name, Any),
                ... if parameter.default is parameter.empty else parameter.default,
            )
            for parameter in parameters
        }
        return create_model(self.name, __config__=ConfigDict(extra="forbid", frozen=True), **fields)

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    @property
    def documentation(self) -> str:
        """Its docstring."""
        return inspect.getdoc(self.function) or ""

    @property
    def usage(self) -> str:
        """Its arguments, those in brackets optional, e.g. `sample, [key]`."""
        fields = self.arguments.model_fields.items()
        return ", ".join(name if field.is_required() else f"[{name}]" for name, field in fields)

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of its arguments."""
        return self.arguments.model_json_schema()

    def spell_out(self, given: Any) -> Any:
        """Arguments by name: a single value stands for the first argument, nothing for none."""
        if given is None:
            return {}
        if isinstance(given, Mapping) or not self.arguments.model_fields:
            return given
        return {next(iter(self.arguments.model_fields)): given}


@dataclass(frozen=True)
class Catalog:
    """Everything that scenarios can name, by name."""

    actions: Mapping[str, Verb]
    probes: Mapping[str, Verb]
    invariants: Mapping[str, Verb]


def load_catalog() -> Catalog:
    """Our own functions, and those of plugins.

    Raises:
        UsageError: a plugin's name is taken, or its function can't be loaded.
    """
    from harness.scenario.actions import ACTIONS
    from harness.scenario.invariants import INVARIANTS
    from harness.scenario.probes import PROBES
    from harness.scenario.systems import SYSTEMS

    actions = (*ACTIONS, *(action for system in SYSTEMS.values() for action in system.ACTIONS))
    probes = (*PROBES, *(probe for system in SYSTEMS.values() for probe in system.PROBES))
    return Catalog(
        actions=_verbs(actions, ACTION_GROUP),
        probes=_verbs(probes, PROBE_GROUP),
        invariants=_verbs(INVARIANTS, INVARIANT_GROUP),
    )


def _verbs(ours: tuple[Callable[..., Any], ...], group: str) -> dict[str, Verb]:
    verbs = {function.__name__: Verb(function.__name__, function) for function in ours}
    for point in entry_points(group=group):
        if point.name in verbs:
            raise UsageError(f"{point.value} can't be called {point.name!r} in {group}: the name is taken.")
        try:
            verbs[point.name] = Verb(point.name, point.load())
        except (ImportError, AttributeError) as error:
            raise UsageError(f"{point.value}, named in {group}, can't be loaded: {error}") from error
    return verbs
