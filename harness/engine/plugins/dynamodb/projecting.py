"""Parts of items. moto makes plain Python of the whole item for each attribute that is asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from moto.dynamodb.models.dynamo_type import Item

from harness.engine.plugins.dynamodb.copying import copied
from harness.engine.plugins.patching import replace

Project = Callable[[Item, Sequence[Sequence[str]]], Item]


def install() -> None:
    """Take whole attributes as they are; what lies deeper is moto's to find."""
    replace(Item, "project", projecting)


def projecting(original: Project) -> Project:
    """`Item.project`: an item of only what is asked for."""

    def project(self: Item, paths: Sequence[Sequence[str]]) -> Item:
        if any(len(path) > 1 or "[" in path[0] for path in paths):
            return original(self, paths)
        twin: Any = object.__new__(type(self))
        twin.hash_key, twin.range_key = self.hash_key, self.range_key
        twin.attrs = {path[0]: copied(self.attrs[path[0]]) for path in paths if path[0] in self.attrs}
        return twin

    return project
