"""Folders of YAML files that define answers: read when they are first needed, and again when one of them changes."""

from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from fakes.bedrock.errors import DefinitionError

Item = TypeVar("Item", bound=BaseModel)
Stamp = tuple[tuple[str, int, int], ...]


class Definitions(Generic[Item]):
    """The items of a folder's `*.yaml` files, each of which is a list, in the order of the files' names.

    Args:
        folder: where the files are; None or a folder that doesn't exist has no items.
        kind: what an item is.
    """

    def __init__(self, folder: Path | None, kind: type[Item]) -> None:
        self._folder = folder
        self._adapter: TypeAdapter[list[Item]] = TypeAdapter(list[kind])  # type: ignore[valid-type]
        self._lock = Lock()
        self._stamp: Stamp = ()
        self._items: tuple[Item, ...] = ()

    def items(self) -> tuple[Item, ...]:
        """List the items.

        Raises:
            DefinitionError: a file is no YAML, or holds something else than such items.
        """
        with self._lock:
            files = sorted(self._folder.glob("*.yaml")) if self._folder else []
            stamp = tuple(map(_stamp, files))
            if stamp != self._stamp:
                self._items = tuple(item for file in files for item in self._read(file))
                self._stamp = stamp
            return self._items

    def _read(self, file: Path) -> list[Item]:
        try:
            return self._adapter.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")) or [])
        except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
            raise DefinitionError(f"{file.name}: {error}") from error


def _stamp(file: Path) -> tuple[str, int, int]:
    status = file.stat()
    return file.name, status.st_mtime_ns, status.st_size
