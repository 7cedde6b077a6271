"""A PDF being written that remembers every word put on it."""

from collections.abc import Iterable
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from harness.samples.ruling import rules
from harness.samples.truth import CheckBox, Items, JsonValue, KeyValue, Question, Span, Table, Truth

WIDTH, HEIGHT = LETTER
MARGIN = 64.0
TEXT_WIDTH = WIDTH - 2 * MARGIN
BODY, BOLD = "Vera", "VeraBd"  # the fonts inside reportlab's wheel: no machine needs fonts of its own
STANDARD = "Helvetica"  # which every reader has, and which a PDF writes in plain ASCII
BODY_SIZE = 10.5
LEADING = 16.0


class Sheet:
    """Writes from the top of a page to its foot; `y` is the next baseline, in points from the bottom.

    Args:
        path: where the PDF goes.
        title: printed at the head of each page after the first, and in the PDF's metadata.
        stamp: printed on each page in letters that stand in the file as they are, for who wants to replace them by
            others of the same length.
    """

    def __init__(self, path: Path, title: str, stamp: str = "") -> None:
        _register_fonts()
        self.canvas = Canvas(str(path), pagesize=LETTER, invariant=1, pageCompression=0 if stamp else None)
        self.stamp = stamp
        self.canvas.setTitle(title)
        self.words: list[list[str]] = []
        self.key_values: list[KeyValue] = []
        self.tables: list[Table] = []
        self.check_boxes: list[CheckBox] = []
        self.lists: list[Items] = []
        self.signatures: list[int] = []
        self.figures: list[int] = []
        self.y = 0.0

    @property
    def page(self) -> int:
        """The number of the current page, from 1."""
        return len(self.words)

    def start_page(self) -> None:
        """Begin a page at its top margin."""
        self.words.append([])
        self.y = HEIGHT - MARGIN

    def finish_page(self, footer: str) -> None:
        """Print the footer in the middle of the foot and the stamp at its left, and turn the page."""
        if self.stamp:
            self.write(self.stamp, x=MARGIN, y=36, font=STANDARD, size=9)
        width = pdfmetrics.stringWidth(footer, BODY, 9)
        self.write(footer, x=(WIDTH - width) / 2, y=36, size=9)
        self.canvas.showPage()

    def save(self) -> None:
        """Finish the file."""
        self.canvas.save()

    def truth(self, fields: dict[str, JsonValue], questions: tuple[Question, ...]) -> Truth:
        """What was printed, and what follows from it."""
        return Truth(
            words=tuple(tuple(words) for words in self.words),
            key_values=tuple(self.key_values),
            tables=tuple(self.tables),
            check_boxes=tuple(self.check_boxes),
            fields=fields,
            lists=tuple(self.lists),
            signatures=tuple(self.signatures),
            figures=tuple(self.figures),
            questions=questions,
        )

    def write(self, text: str, x: float, y: float, font: str = BODY, size: float = BODY_SIZE) -> None:
        """Print one run of text with its baseline at (x, y)."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)
        self.words[-1].extend(text.split())

    def heading(self, text: str, size: float = 12) -> None:
        """Print a bold line of its own."""
        self.y -= 8
        self.write(text, MARGIN, self.y, BOLD, size)
        self.y -= LEADING + 4

    def title(self, text: str) -> None:
        """Print the document's title, large and centred."""
        self.y -= 14
        self.write(text, (WIDTH - pdfmetrics.stringWidth(text, BOLD, 18)) / 2, self.y, BOLD, 18)
        self.y -= 2 * LEADING

    def paragraph(self, text: str) -> None:
        """Print text wrapped to the measure."""
        for line in simpleSplit(text, BODY, BODY_SIZE, TEXT_WIDTH):
            self.write(line, MARGIN, self.y)
            self.y -= LEADING
        self.y -= LEADING / 2

    def pairs(self, *pairs: tuple[str, str]) -> None:
        """Print `Label: value` pairs side by side in equal columns."""
        for column, (key, value) in enumerate(pairs):
            x = MARGIN + column * TEXT_WIDTH / len(pairs)
            self.write(f"{key}:", x, self.y, BOLD)
            x += pdfmetrics.stringWidth(f"{key}: ", BOLD, BODY_SIZE) + 3
            self.write(value, x, self.y)
            self.key_values.append(KeyValue(self.page, key, value))
        self.y -= LEADING + 2

    def bullets(self, items: Iterable[str]) -> None:
        """Print a numbered list, each item wrapped to the measure."""
        numbered = [f"{number}. {item}" for number, item in enumerate(items, start=1)]
        indent = pdfmetrics.stringWidth("0. ", BODY, BODY_SIZE)
        for item in numbered:
            first, *more = simpleSplit(item, BODY, BODY_SIZE, TEXT_WIDTH - indent)
            self.write(first, MARGIN, self.y)
            for line in more:
                self.y -= LEADING
                self.write(line, MARGIN + indent, self.y)
            self.y -= LEADING
        self.lists.append(Items(self.page, tuple(numbered)))
        self.y -= LEADING / 2

    def emblem(self) -> None:
        """Draw a company's sign at the right of the head: a house in a ring."""
        x, y, radius = WIDTH - MARGIN - 30, HEIGHT - MARGIN - 14, 28
        self.canvas.circle(x, y, radius, stroke=1, fill=0)
        self.canvas.rect(x - 14, y - 16, 28, 20, stroke=1, fill=1)
        self.canvas.lines([(x - radius, y, x, y + 20), (x, y + 20, x + radius, y), (x - radius, y, x + radius, y)])
        self.figures.append(self.page)

    def table(
        self,
        rows: Iterable[tuple[str, ...]],
        widths: tuple[float, ...],
        spans: tuple[Span, ...] = (),
        title: str | None = None,
    ) -> None:
        """Print a ruled table.

        Args:
            rows: texts, headers first; empty where a merged cell goes on.
            widths: the columns' shares of the measure.
            spans: cells to merge.
            title: printed above.
        """
        if title:
            self.heading(title)
        grid = tuple(rows)
        edges = [MARGIN + TEXT_WIDTH * sum(widths[:n]) / sum(widths) for n in range(len(widths) + 1)]
        height, top = 22.0, self.y + 8
        for number, row in enumerate(grid):
            baseline = top - number * height - 15
            for x, text in zip(edges, row, strict=False):
                self.write(text, x + 6, baseline, BODY if number else BOLD, 9.5)
        self.canvas.lines(rules(edges, [top - n * height for n in range(len(grid) + 1)], spans))
        self.tables.append(Table(self.page, grid, spans, title))
        self.y = top - len(grid) * height - 2 * LEADING

    def check_box(self, label: str, checked: bool) -> None:
        """Print a square with its label, crossed when checked."""
        side = 10.0
        self.canvas.rect(MARGIN, self.y - 1, side, side)
        if checked:
            self.canvas.line(MARGIN, self.y - 1, MARGIN + side, self.y - 1 + side)
            self.canvas.line(MARGIN, self.y - 1 + side, MARGIN + side, self.y - 1)
        self.write(label, MARGIN + side + 8, self.y)
        self.check_boxes.append(CheckBox(self.page, label, checked))
        self.y -= LEADING + 2

    def signature(self, name: str, role: str) -> None:
        """Draw a scribble over a rule, the signer's name below it."""
        self.y -= 26
        self._scribble(MARGIN + 16, self.y + 6)
        self.signatures.append(self.page)
        self.canvas.line(MARGIN, self.y, MARGIN + 230, self.y)
        self.y -= 14
        self.write(f"{name}, {role}", MARGIN, self.y)
        self.y -= LEADING

    def _scribble(self, x: float, y: float) -> None:
        path = self.canvas.beginPath()
        path.moveTo(x, y)
        for step in range(6):
            left = x + step * 22
            path.curveTo(left + 6, y + 22, left + 12, y - 12, left + 22, y + 4 * (step % 2))
        self.canvas.drawPath(path)


def _register_fonts() -> None:
    rl_config.canvas_basefontname = BODY  # else every page names Helvetica, which readers replace as they please
    for name in (BODY, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
