"""Setters for types whose creation is an idempotent put."""

from dataclasses import dataclass

from harness.engine.plugins.cloudformation.updates.change import Change


def put(change: Change) -> None:
    """Put the resource again, as it shall be."""
    change.create(change.model)


@dataclass(frozen=True)
class PutAndWithdraw:
    """Puts a policy again, and takes it away from what it is no longer attached to.

    Args:
        attachments: the properties that list what it is attached to, e.g. `Queues`.
    """

    attachments: tuple[str, ...]

    def __call__(self, change: Change) -> None:
        """Put, then withdraw."""
        put(change)
        gone = {name: self._gone(change, name) for name in self.attachments}
        if any(gone.values()):
            change.delete({**change.previous, **gone})

    def _gone(self, change: Change, name: str) -> list[str]:
        kept = change.model.get(name) or []
        return [item for item in change.previous.get(name) or () if item not in kept]
