"""Reproducible zips: the same source gives the same bytes, on any machine and at any time."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from harness.deploy.libraries import library_files, read_requirements
from harness.deploy.system import System

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; every entry gets it."""

READABLE_FILE = 0o100644 << 16
"""Unix mode of every entry: Lambda's user must be able to read it, whatever the umask of the builder was."""

LEFT_OUT_SUFFIXES = frozenset({".pyc", ".pyo"})
LEFT_OUT_NAMES = frozenset({"template.yaml", "requirements.txt"})


@dataclass(frozen=True)
class Artefact:
    """A system's zip.

    Attributes:
        path: the file.
        digest: SHA-256 of its bytes, hexadecimal.
    """

    path: Path
    digest: str

    @property
    def code_sha256(self) -> str:
        """The digest as Lambda shows it: base64."""
        return base64.b64encode(bytes.fromhex(self.digest)).decode()


def build(system: System, folder: Path) -> Artefact:
    """Write the system's zip into `folder`, named after its digest.

    Entries are stored and not deflated: what deflate makes of the same bytes depends on zlib's version.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = _zip(dict(sorted([*_source_files(system), *library_files(read_requirements(system.requirements))])))
    digest = hashlib.sha256(content).hexdigest()
    # A draft of its own for each build: two deploys at once must not write into one another's.
    draft = folder / f"{uuid4().hex}.draft"
    try:
        draft.write_bytes(content)
        return Artefact(draft.replace(folder / f"{system.name}-{digest[:16]}.zip"), digest)
    finally:
        draft.unlink(missing_ok=True)


def _zip(entries: Mapping[str, Path]) -> bytes:
    """The bytes of a zip with these files, by their paths inside it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for inside, file in entries.items():
            entry = zipfile.ZipInfo(inside, EPOCH)
            entry.external_attr = READABLE_FILE
            entry.create_system = 3  # Unix, also when built elsewhere
            archive.writestr(entry, file.read_bytes())
    return buffer.getvalue()


def _source_files(system: System) -> Iterator[tuple[str, Path]]:
    for folder in system.source_folders:
        for file in folder.rglob("*"):
            inside = file.relative_to(system.platform)
            if file.is_file() and _is_source(inside):
                yield inside.as_posix(), file


def _is_source(inside: Path) -> bool:
    hidden = any(part.startswith(".") or part == "__pycache__" for part in inside.parts)
    return not hidden and inside.suffix not in LEFT_OUT_SUFFIXES and inside.name not in LEFT_OUT_NAMES
