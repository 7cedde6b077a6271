"""Puts what was found on a page into Textract's blocks, in Textract's order and with its relationships.

One page's blocks are PAGE, LINEs, WORDs, SELECTION_ELEMENTs, TABLEs with their CELLs, KEY_VALUE_SETs, LAYOUT_*.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from statistics import fmean
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from fakes.textract.blocks.forms import Pair, find_pairs
from fakes.textract.blocks.geometry import Frame
from fakes.textract.blocks.layout import Region, find_regions
from fakes.textract.blocks.lines import Line, group_lines
from fakes.textract.blocks.tables import Cell, Table, find_tables
from fakes.textract.features import Feature
from fakes.textract.reading.page import Box, CheckBox, Page, Word

# A block as it goes over the wire; botocore's model of Textract names its members.
Block: TypeAlias = dict[str, Any]

_INFERRED_CONFIDENCE = 95.0
"""For what has no words whose confidence could speak for it, such as an empty cell."""


def assemble(page: Page, number: int, document: str, features: AbstractSet[Feature]) -> list[Block]:
    """Build a page's blocks.

    Args:
        page: what was read.
        number: the page's number, from 1.
        document: a name for the document's content; same content, same block ids.
        features: what to look for besides lines and words.
    """
    lines = group_lines(page.words, page.rules)
    tables, pairs = find_tables(page), find_pairs(lines, page.check_boxes)
    builder = _PageBuilder(page, number, document)
    builder.add_text(lines)
    if features & {Feature.TABLES, Feature.FORMS}:
        builder.add_check_boxes(page.check_boxes)
    if Feature.TABLES in features:
        builder.add_tables(tables)
    if Feature.FORMS in features:
        builder.add_pairs(pairs)
    if Feature.LAYOUT in features:
        builder.add_layout(find_regions(page, lines, tables, pairs))
    return builder.finish()


class _PageBuilder:
    """Collects blocks and remembers the ids under which words, lines and check boxes went."""

    def __init__(self, page: Page, number: int, document: str) -> None:
        self._frame = Frame.of(page)
        self._number = number
        self._namespace = uuid5(NAMESPACE_URL, f"{document}/{number}")
        self._counts: Counter[str] = Counter()
        self._ids: dict[Word | Line | CheckBox, str] = {}
        self._blocks: list[Block] = []
        self._children: list[str] = []

    def add_text(self, lines: Sequence[Line]) -> None:
        """Lines first, then all their words."""
        words = [self._word(word) for line in lines for word in line.words]
        for line in lines:
            block = self._add("LINE", line.box, _confidence(line.words), Text=line.text)
            _relate(block, "CHILD", self._ids_of(line.words))
            self._ids[line] = self._child(block)
        self._blocks += words

    def add_check_boxes(self, check_boxes: Iterable[CheckBox]) -> None:
        """Belong to no parent of their own: pairs refer to them."""
        for check_box in check_boxes:
            status = "SELECTED" if check_box.checked else "NOT_SELECTED"
            block = self._add("SELECTION_ELEMENT", check_box.box, check_box.confidence, SelectionStatus=status)
            self._ids[check_box] = block["Id"]

    def add_tables(self, tables: Iterable[Table]) -> None:
        for table in tables:
            words = [word for cell in table.cells for word in cell.words]
            block = self._add("TABLE", table.box, _confidence(words), EntityTypes=["STRUCTURED_TABLE"])
            _relate(block, "CHILD", [self._cell(cell, table.has_header) for cell in table.cells])
            self._child(block)

    def add_pairs(self, pairs: Iterable[Pair]) -> None:
        for pair in pairs:
            confidence = _confidence((*pair.key, *pair.value))
            key = self._add("KEY_VALUE_SET", pair.key_box, confidence, EntityTypes=["KEY"])
            value = self._add("KEY_VALUE_SET", pair.value_box, confidence, EntityTypes=["VALUE"])
            _relate(key, "VALUE", [value["Id"]])
            _relate(key, "CHILD", self._ids_of(pair.key))
            _relate(value, "CHILD", self._ids_of([pair.check_box] if pair.check_box else pair.value))
            self._children += [key["Id"], value["Id"]]

    def add_layout(self, regions: Iterable[Region]) -> None:
        for region in regions:
            words = [word for line in region.lines for word in line.words]
            block = self._add(region.kind.value, region.box, _confidence(words))
            _relate(block, "CHILD", self._ids_of(region.lines))
            self._child(block)

    def finish(self) -> list[Block]:
        page: Block = {
            "BlockType": "PAGE",
            "Geometry": self._frame.whole(),
            "Id": self._next_id("PAGE"),
            "Page": self._number,
        }
        _relate(page, "CHILD", self._children)
        return [page, *self._blocks]

    def _word(self, word: Word) -> Block:
        block = self._block("WORD", word.box, word.confidence, Text=word.text, TextType="PRINTED")
        self._ids[word] = block["Id"]
        return block

    def _cell(self, cell: Cell, header: bool) -> str:
        place = {"RowIndex": cell.row, "ColumnIndex": cell.column, "RowSpan": 1, "ColumnSpan": 1}
        block = self._add("CELL", cell.box, _confidence(cell.words), **place)
        if header and cell.row == 1:
            block["EntityTypes"] = ["COLUMN_HEADER"]
        _relate(block, "CHILD", self._ids_of(cell.words))
        return str(block["Id"])

    def _add(self, kind: str, box: Box, confidence: float, **members: Any) -> Block:
        block = self._block(kind, box, confidence, **members)
        self._blocks.append(block)
        return block

    def _block(self, kind: str, box: Box, confidence: float, **members: Any) -> Block:
        return {
            "BlockType": kind,
            "Confidence": round(confidence, 4),
            **members,
            "Geometry": self._frame.geometry(box),
            "Id": self._next_id(kind),
            "Page": self._number,
        }

    def _child(self, block: Block) -> str:
        self._children.append(block["Id"])
        return str(block["Id"])

    def _next_id(self, kind: str) -> str:
        self._counts[kind] += 1
        return str(_random_looking(uuid5(self._namespace, f"{kind}/{self._counts[kind]}")))

    def _ids_of(self, things: Iterable[Word | Line | CheckBox]) -> list[str]:
        return [self._ids[thing] for thing in things]


def _random_looking(name: UUID) -> UUID:
    """Textract's ids are random UUIDs (version 4); ours only look it, since they follow from the content."""
    return UUID(bytes=name.bytes, version=4)


def _relate(block: Block, kind: str, ids: Sequence[str]) -> None:
    if ids:
        block.setdefault("Relationships", []).append({"Type": kind, "Ids": list(ids)})


def _confidence(words: Collection[Word]) -> float:
    return fmean(word.confidence for word in words) if words else _INFERRED_CONFIDENCE
