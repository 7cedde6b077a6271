"""The start-up self-check: is everything active that a faithful engine needs?"""

from collections.abc import Mapping

from plux.runtime.cache import EntryPointsCache

from harness.engine.plugins.manifest import PLUGINS
from harness.engine.plugins.patches import PATCHES
from harness.engine.plugins.patching import BOARD, PatchBoard


def found_plugins() -> dict[str, set[str]]:
    """The plugins that LocalStack will find, by namespace, as plux sees them."""
    index = EntryPointsCache.instance().get_entry_points()
    return {namespace: {point.name for point in points} for namespace, points in index.items()}


def missing_plugins(found: Mapping[str, set[str]]) -> list[str]:
    """One sentence for each plugin of the manifest that isn't found."""
    return [
        f"Plugin {name!r} of {namespace!r} isn't installed."
        for namespace, names in sorted(PLUGINS.items())
        for name in sorted(names - found.get(namespace, set()))
    ]


def inactive_patches(board: PatchBoard = BOARD) -> list[str]:
    """One sentence for each patch that was never installed or could not be applied."""
    absent = [f"Patch {patch.name!r} was not installed." for patch in PATCHES if patch.name not in board.states]
    failed = [f"Patch {name!r} could not be applied: {reason}" for name, reason in board.failed().items()]
    return absent + failed
