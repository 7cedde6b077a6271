"""Patches to LocalStack: small, named after what they cure, applied when the patched module is imported.

LocalStack imports its services on first use. A patch therefore waits for the import of its module instead of forcing
it, so that patches cost nothing at start-up, and yet no request can reach an unpatched service.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from types import ModuleType
from typing import Any

import wrapt


class PatchError(Exception):
    """The place that a patch replaces isn't there: this isn't the LocalStack that the patch was written for."""


class PatchState(StrEnum):
    """Where a patch stands. `PENDING` waits for the import of its module."""

    PENDING = "pending"
    ACTIVE = "active"
    FAILED = "failed"


@dataclass(frozen=True)
class Patch:
    """One cure.

    Args:
        name: what it cures, as a slug, e.g. `esm-drains-at-machine-speed`.
        module: dotted name of the LocalStack module that it changes.
        apply: receives the imported module and changes it with `replace`; raises `PatchError` when the place moved.
    """

    name: str
    module: str
    apply: Callable[[ModuleType], None]


@dataclass
class PatchBoard:
    """The state of every installed patch, by name, for the start-up self-check and the health route."""

    states: dict[str, PatchState] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def install(self, patches: Iterable[Patch]) -> None:
        """Arrange for each patch to be applied when its module is imported, or at once if it is there already."""
        for patch in patches:
            self.states[patch.name] = PatchState.PENDING
            wrapt.register_post_import_hook(self._applier(patch), patch.module)

    def failed(self) -> dict[str, str]:
        """The patches that could not be applied, with the reason of each."""
        return dict(self.errors)

    def _applier(self, patch: Patch) -> Callable[[ModuleType], None]:
        def apply(module: ModuleType) -> None:
            # An exception here would surface as an ImportError of LocalStack's module, far from its cause.
            try:
                patch.apply(module)
            except Exception as error:
                self.states[patch.name] = PatchState.FAILED
                self.errors[patch.name] = f"{type(error).__name__}: {error}"
            else:
                self.states[patch.name] = PatchState.ACTIVE

        return apply


BOARD = PatchBoard()
"""The board of this engine process."""


def replace(owner: Any, attribute: str, make: Callable[[Any], Any]) -> None:
    """Replace `owner.attribute` by `make(original)`.

    Raises:
        PatchError: there is no such attribute, so the patched place has moved.
    """
    try:
        original = getattr(owner, attribute)
    except AttributeError:
        name = getattr(owner, "__name__", repr(owner))
        raise PatchError(f"{name} has no {attribute!r}; LocalStack is not the version this patch is for") from None
    setattr(owner, attribute, make(original))
