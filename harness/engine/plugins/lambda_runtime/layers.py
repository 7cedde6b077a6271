"""Layers: archives whose `python` folders join a function's import path."""

from collections.abc import Sequence
from pathlib import Path


def import_folders(layers: Sequence[Path], runtime: str) -> tuple[Path, ...]:
    """Folders for `sys.path`, first one first.

    On AWS all layers are unpacked into `/opt`, each over the ones before it: the last layer wins.

    Args:
        layers: unpacked layers in the function's order.
        runtime: identifier such as `python3.12`, which is part of a path inside a layer.
    """
    inside = (Path("python", "lib", runtime, "site-packages"), Path("python"))
    candidates = (layer / folder for folder in inside for layer in reversed(layers))
    return tuple(folder for folder in candidates if folder.is_dir())
