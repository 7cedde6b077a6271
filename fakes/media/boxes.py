"""Boxes: what ISO media files (MP4, M4A, MOV) are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fakes.media.binary import remaining, take, unpack
from fakes.media.errors import UnreadableMediaError

_LARGE = 1  # a length of 64 bits follows
_TO_THE_END = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A box: four letters and the bytes in it."""

    kind: str
    body: bytes

    def children(self) -> Iterator["Box"]:
        """The boxes inside; empty for a box that is no container."""
        offset = 0
        while offset + 8 <= len(self.body):
            size, kind = unpack(">I4s", self.body, offset)
            if size < 8 or offset + size > len(self.body):
                return
            yield Box(kind.decode("latin-1"), self.body[offset + 8 : offset + size])
            offset += size

    def find(self, *path: str) -> "Box | None":
        """The first box on a path of kinds, such as `mdia`, `hdlr`."""
        box: Box | None = self
        for kind in path:
            box = next((child for child in box.children() if child.kind == kind), None) if box else None
        return box

    def get(self, *path: str) -> "Box":
        """As `find`.

        Raises:
            UnreadableMediaError: there is none.
        """
        if box := self.find(*path):
            return box
        raise UnreadableMediaError(f"The file has no {'/'.join(path)} box.")

    def clock(self) -> tuple[int, int]:
        """Ticks per second and length in ticks, as `mvhd` and `mdhd` tell them behind two times of 4 or 8 bytes.

        Raises:
            UnreadableMediaError: the box is too short.
        """
        wide = self.body[:1] == b"\x01"
        scale, length = unpack(">IQ", self.body, 20) if wide else unpack(">II", self.body, 12)
        return max(int(scale), 1), int(length)


def read_top_boxes(file: BinaryIO, wanted: frozenset[str]) -> list[Box]:
    """Load the wanted boxes of a file; all others, as those with the pictures, are skipped.

    Raises:
        UnreadableMediaError: a wanted box is cut off.
    """
    boxes = []
    while len(head := file.read(8)) == 8:
        size, raw = unpack(">I4s", head)
        kind, length = raw.decode("latin-1"), size - 8
        if size == _LARGE:
            length = unpack(">Q", take(file, 8))[0] - 16
        elif size == _TO_THE_END:
            length = remaining(file)
        if length < 0:
            raise UnreadableMediaError("A box is shorter than its own head.")
        if kind in wanted:
            boxes.append(Box(kind, take(file, min(length, remaining(file)))))
        else:
            file.seek(length, 1)
    return boxes
