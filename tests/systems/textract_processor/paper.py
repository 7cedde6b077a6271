"""A sheet of paper for tests: what is written on it becomes the blocks that Textract would find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from textract_processor.domain.blocks import SELECTED, Page, read_pages

Block = dict[str, Any]


@dataclass
class Paper:
    """Pages under the pen; each method writes below what is there, on the last page."""

    blocks: list[Block] = field(default_factory=list)
    confidence: float = 99.0
    page_number: int = 0

    def page(self) -> "Paper":
        self.page_number += 1
        self._add("PAGE")
        return self

    def line(self, text: str) -> "Paper":
        self._line(self._words(text.split()))
        return self

    def pair(self, key: str, value: str) -> "Paper":
        """A line that is all label and value."""
        key_words, value_words = self._words(key.split()), self._words(value.split())
        self._line([*key_words, *value_words])
        self.relate(key_words, value_words)
        return self

    def check_box(self, key: str, is_selected: bool) -> "Paper":
        key_words = self._words(key.split())
        status = "SELECTED" if is_selected else "NOT_SELECTED"
        box = self._add("SELECTION_ELEMENT", SelectionStatus=status, Confidence=self.confidence)
        self._line(key_words)
        self.relate(key_words, [box])
        return self

    def sentence_with_pair(self, before: str, key: str, value: str, after: str) -> "Paper":
        key_words, value_words = self._words(key.split()), self._words(value.split())
        self._line([*self._words(before.split()), *key_words, *value_words, *self._words(after.split())])
        self.relate(key_words, value_words)
        return self

    def table(self, *rows: Sequence[str], has_headers: bool = True) -> "Paper":
        """A table, each row of it a printed line."""
        cells = []
        for row_index, row in enumerate(rows, 1):
            words = [self._words(text.split()) for text in row]
            self._line([word for cell in words for word in cell])
            for column_index, cell_words in enumerate(words, 1):
                types = ["COLUMN_HEADER"] if has_headers and row_index == 1 else []
                cells.append(
                    self._add(
                        "CELL",
                        children=cell_words,
                        RowIndex=row_index,
                        ColumnIndex=column_index,
                        EntityTypes=types,
                    )
                )
        self._attach(self._add("TABLE", children=cells))
        return self

    def layout(self, kind: str, *lines: str) -> "Paper":
        """A layout block around lines that are already there, in this order."""
        named = [block for text in lines for block in self.blocks if block.get("Text") == text]
        self._attach(self._add(f"LAYOUT_{kind}", children=[b for b in named if b["BlockType"] == "LINE"]))
        return self

    def relate(self, key_words: Iterable[Block], value_words: Iterable[Block]) -> None:
        value = self._add("KEY_VALUE_SET", children=value_words, EntityTypes=["VALUE"])
        key = self._add("KEY_VALUE_SET", children=key_words, EntityTypes=["KEY"])
        key.setdefault("Relationships", []).append({"Type": "VALUE", "Ids": [value["Id"]]})
        self._attach(key)
        self._attach(value)

    def read(self) -> list[Page]:
        return read_pages(self.blocks)

    def _words(self, texts: Iterable[str]) -> list[Block]:
        return [self._add("WORD", Text=text, Confidence=self.confidence) for text in texts]

    def _line(self, words: list[Block]) -> None:
        text = " ".join(word.get("Text", SELECTED) for word in words)
        self._attach(self._add("LINE", children=words, Text=text))

    def _attach(self, block: Block) -> None:
        page = next(block for block in reversed(self.blocks) if block["BlockType"] == "PAGE")
        relationships = page.setdefault("Relationships", [{"Type": "CHILD", "Ids": []}])
        relationships[0]["Ids"].append(block["Id"])

    def _add(self, kind: str, children: Iterable[Block] = (), **attributes: Any) -> Block:
        if not self.blocks and kind != "PAGE":
            self.page()
        block: Block = {"Id": f"b{len(self.blocks)}", "BlockType": kind, "Page": self.page_number, **attributes}
        if ids := [child["Id"] for child in children]:
            block["Relationships"] = [{"Type": "CHILD", "Ids": ids}]
        self.blocks.append(block)
        return block


def deed() -> Paper:
    """A one-page deed with something of everything."""
    return (
        Paper()
        .line("WARRANTY DEED")
        .pair("Document Number:", "2024-0123456")
        .pair("Recording Date:", "January 15, 2024")
        .pair("County:", "Linn")
        .pair("Parcel Number (APN):", "R-12-345")
        .pair("Sale Price:", "$425,000.00")
        .pair("Title Officer:", "Ada Byron")
        .line("JOHN A. SMITH and MARY SMITH convey to JANE DOE the land at")
        .line("12 Oak Street, Salem, Oregon 97301, being Lot 12, Block 3.")
        .table(["Fee", "Amount"], ["Recording", "$25.00"])
    )
