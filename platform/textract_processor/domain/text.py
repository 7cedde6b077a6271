"""A document as the text that a model reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textract_processor.domain.blocks import KeyValue, Line, Page, Table

ThingT = TypeVar("ThingT", KeyValue, Table)


@dataclass(frozen=True)
class DocumentText:
    """Text of whole pages, and the numbers of the pages that didn't fit."""

    text: str
    omitted_pages: tuple[int, ...]


def render(pages: Sequence[Page], limit: int) -> DocumentText:
    """Write pages as text, from the first until `limit` characters are full.

    Each page starts with `--- page N ---`; a line that is all label and value becomes `Label: value`, a table becomes
    `| a | b |` rows where its first line stands. The first page is always there, cut if it alone is over the limit.
    """
    texts: list[str] = []
    room = limit
    for position, page in enumerate(pages):
        text = _render_page(page)
        if texts and len(text) > room:
            return DocumentText("\n".join(texts), tuple(left.number for left in pages[position:]))
        texts.append(text[:limit])
        room -= len(text)
    return DocumentText("\n".join(texts), ())


def _render_page(page: Page) -> str:
    lines = [f"--- page {page.number} ---", *_PageRenderer(page).lines()]
    return _without_tags("\n".join(lines))


def _without_tags(text: str) -> str:
    """Keep a document from closing the tag that it is quoted in."""
    return text.replace("</document", "< /document").replace("<document", "< document")


class _PageRenderer:
    """Walks a page's lines and says each table and each pair once, where its first word stands."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._table_of = {word.block_id: table for table in page.tables for word in table.words()}
        self._pair_of = {
            word.block_id: pair for pair in page.key_values if pair.value for word in (*pair.key, *pair.value)
        }
        self._said: set[int] = set()

    def lines(self) -> Iterator[str]:
        for line in self._page.lines:
            yield from self._table_rows(line) if self._is_tabular(line) else self._prose(line)

    def _is_tabular(self, line: Line) -> bool:
        return bool(line.words) and all(word.block_id in self._table_of for word in line.words)

    def _table_rows(self, line: Line) -> Iterator[str]:
        for table in _distinct([self._table_of[word.block_id] for word in line.words]):
            if self._is_new(table):
                yield from (f"| {' | '.join(row)} |" for row in table.texts)

    def _prose(self, line: Line) -> Iterator[str]:
        """A sentence that merely contains a pair stays whole; its pairs follow it."""
        if not line.words or any(word.block_id not in self._pair_of for word in line.words):
            yield line.text
        for pair in _distinct([self._pair_of[w.block_id] for w in line.words if w.block_id in self._pair_of]):
            if self._is_new(pair):
                yield f"{pair.label}: {pair.content}"

    def _is_new(self, thing: Table | KeyValue) -> bool:
        is_new = id(thing) not in self._said
        self._said.add(id(thing))
        return is_new


def _distinct(things: Sequence[ThingT]) -> list[ThingT]:
    return list({id(thing): thing for thing in things}.values())
