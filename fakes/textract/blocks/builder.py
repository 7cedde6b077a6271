"""Makes blocks: ids that follow from the content, geometry on the original page, relationships."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha1
from statistics import fmean
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from fakes.textract.blocks.geometry import Frame
from fakes.textract.blocks.lines import Line
from fakes.textract.reading.page import Box, CheckBox, Page, Signature, Word

# A block as it goes over the wire; botocore's model of Textract names its members.
Block: TypeAlias = dict[str, Any]
Thing: TypeAlias = Word | Line | CheckBox | Signature

INFERRED_CONFIDENCE = 95.0
"""For what has no words whose confidence could speak for it, such as an empty cell."""


class BlockBuilder:
    """Collects a page's blocks and remembers the ids under which things on the page went.

    Args:
        page: where things are.
        number: the page's number, from 1.
        document: a name for the document's content; same content, same ids.
    """

    def __init__(self, page: Page, number: int, document: str) -> None:
        self._frame = Frame.of(page)
        self._number = number
        self._namespace = uuid5(NAMESPACE_URL, f"{document}/{number}")
        self._counts: Counter[str] = Counter()
        self._ids: dict[Thing, str] = {}
        self._blocks: list[Block] = []
        self._children: list[str] = []

    def make(self, kind: str, **members: Any) -> Block:
        """A block that is not yet in the answer and has no place."""
        self._counts[kind] += 1
        number = self._counts[kind]
        name = _random_looking(self._namespace, f"{kind}/{number}")
        return {"BlockType": kind, **members, "Id": str(name), "Page": self._number}

    def place(self, kind: str, box: Box, confidence: float, **members: Any) -> Block:
        """A block that is not yet in the answer."""
        geometry = self._frame.geometry(box)
        return self.make(kind, Confidence=round(confidence, 4), **members, Geometry=geometry)

    def add(self, block: Block, thing: Thing | None = None) -> Block:
        """Put a block into the answer, and remember which thing it is."""
        self._blocks.append(block)
        if thing is not None:
            self._ids[thing] = block["Id"]
        return block

    def adopt(self, block: Block) -> None:
        """Make a block a child of the page."""
        self._children.append(block["Id"])

    def ids_of(self, things: Iterable[Thing]) -> list[str]:
        """The ids of those things that are in the answer."""
        return [self._ids[thing] for thing in things if thing in self._ids]

    def finish(self) -> list[Block]:
        """The PAGE block, then all others in the order in which they were added."""
        page = self.make("PAGE", Geometry=self._frame.whole())
        relate(page, "CHILD", self._children)
        return [page, *self._blocks]


def relate(block: Block, kind: str, ids: Sequence[str]) -> None:
    """Relate a block to others; a relationship to none doesn't exist."""
    if ids:
        block.setdefault("Relationships", []).append({"Type": kind, "Ids": list(ids)})


def confidence_of(words: Collection[Word]) -> float:
    """The mean confidence, 0 to 100."""
    return fmean(word.confidence for word in words) if words else INFERRED_CONFIDENCE


def _random_looking(namespace: UUID, name: str) -> UUID:
    """Textract's ids are random UUIDs (version 4); ours only look it, since they follow from the content, as those of
    version 5 do."""
    return UUID(bytes=sha1(namespace.bytes + name.encode(), usedforsecurity=False).digest()[:16], version=4)
