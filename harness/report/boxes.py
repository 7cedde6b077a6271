"""Where on a page the pipeline found something, from the raw Textract output."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from harness.errors import SubmitError

Block = Mapping[str, Any]


@dataclass(frozen=True)
class Box:
    """A rectangle on a page; all measures are parts (0 to 1) of the page's width or height."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            self.page,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class BlockMap:
    """The blocks of one document by id.

    Args:
        blocks: as `GetDocumentAnalysis` returns them, of all pages.
    """

    def __init__(self, blocks: Collection[Block]) -> None:
        self._boxes = {block["Id"]: _box(block) for block in blocks if "Geometry" in block}
        # Words in the order of their lines: neighbours of one line share a box.
        self._place = {
            word: (line, position)
            for line, block in enumerate(blocks)
            if block["BlockType"] == "LINE"
            for position, word in enumerate(_children(block))
        }

    @classmethod
    def read(cls, content: bytes) -> "BlockMap":
        """Read the raw Textract output file.

        Raises:
            SubmitError: it isn't what Textract answers.
        """
        try:
            return cls(json.loads(content)["Blocks"])
        except (ValueError, KeyError, TypeError) as error:
            raise SubmitError(f"The raw Textract output isn't of the promised form: {error!r}.") from error

    def boxes_of(self, block_ids: Collection[str]) -> list[Box]:
        """Boxes around the given blocks, one for each run of neighbouring words. Unknown ids have none."""
        known = [block_id for block_id in dict.fromkeys(block_ids) if block_id in self._boxes]
        words = sorted((id_ for id_ in known if id_ in self._place), key=self._place.__getitem__)
        others = [self._boxes[id_] for id_ in known if id_ not in self._place]
        return [*self._runs(words), *others]

    def _runs(self, words: Collection[str]) -> Iterator[Box]:
        run: Box | None = None
        last = (-1, -1)
        for word in words:
            line, position = self._place[word]
            if run and (line, position - 1) == last:
                run = run.around(self._boxes[word])
            else:
                if run:
                    yield run
                run = self._boxes[word]
            last = (line, position)
        if run:
            yield run


def _box(block: Block) -> Box:
    box = block["Geometry"]["BoundingBox"]
    left, top = box["Left"], box["Top"]
    # Textract leaves the page out when the document is a single image.
    return Box(block.get("Page", 1), left, top, left + box["Width"], top + box["Height"])


def _children(block: Block) -> Iterator[str]:
    for relationship in block.get("Relationships") or ():
        if relationship["Type"] == "CHILD":
            yield from relationship["Ids"]
