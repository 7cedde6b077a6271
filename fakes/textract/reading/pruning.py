"""Keeps the folder of readings from growing without end."""

import logging
from dataclasses import dataclass
from pathlib import Path

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class _File:
    path: Path
    size: int
    used: float


def prune(folder: Path, limit: int) -> None:
    """Delete the files that were not used for longest until the rest fits.

    Other engines may use the folder: what they delete meanwhile is gone, and what they hold open stays readable.

    Args:
        folder: need not exist.
        limit: bytes.
    """
    files = sorted(_files(folder), key=lambda file: file.used, reverse=True)
    total = 0
    for file in files:
        total += file.size
        if total > limit:
            file.path.unlink(missing_ok=True)
    if total > limit:
        LOG.info("Readings of documents took %d bytes; pruned to %d", total, limit)


def _files(folder: Path) -> list[_File]:
    found = []
    for path in folder.rglob("*"):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        if path.is_file():
            found.append(_File(path, status.st_size, status.st_mtime))
    return found
