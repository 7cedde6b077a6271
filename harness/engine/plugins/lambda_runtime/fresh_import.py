"""Importing from folders that change under us (hot reload). Standard library only: workers import this."""

import sys
from collections.abc import Callable
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
from pathlib import Path
from types import CodeType


class FreshLoader(SourceFileLoader):
    """Compiles the source at every import.

    Python trusts a cached compilation whose source has the same size and the same second of modification: an edit
    right after a save would go unseen. It would also litter the source folder.
    """

    def get_code(self, fullname: str) -> CodeType:
        """The module's code, from its source."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def install(folders: list[str]) -> None:
    """Import everything below `folders` with `FreshLoader`."""
    if folders:
        sys.path_hooks.insert(0, _hook([Path(folder) for folder in folders]))
        sys.path_importer_cache.clear()


def _hook(folders: list[Path]) -> Callable[[str], FileFinder]:
    def find(path: str) -> FileFinder:
        if not any(Path(path).is_relative_to(folder) for folder in folders):
            raise ImportError(f"{path} isn't hot", path=path)
        return FileFinder(path, (ExtensionFileLoader, EXTENSION_SUFFIXES), (FreshLoader, SOURCE_SUFFIXES))

    return find
