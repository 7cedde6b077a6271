"""A PDF being written that remembers every word put on it."""

from collections.abc import Iterable
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from harness.samples.truth import CheckBox, KeyValue, Table

WIDTH, HEIGHT = LETTER
MARGIN = 64.0
TEXT_WIDTH = WIDTH - 2 * MARGIN
BODY, BOLD = "Vera", "VeraBd"  # the fonts inside reportlab's wheel: no machine needs fonts of its own
BODY_SIZE = 10.5
LEADING = 16.0


class Sheet:
    """Writes from the top of a page to its foot; `y` is the next baseline, in points from the bottom.

    Args:
        path: where the PDF goes.
        title: printed at the head of each page after the first, and in the PDF's metadata.
    """

    def __init__(self, path: Path, title: str) -> None:
        _register_fonts()
        self.canvas = Canvas(str(path), pagesize=LETTER, invariant=1)
        self.canvas.setTitle(title)
        self.words: list[list[str]] = []
        self.key_values: list[KeyValue] = []
        self.tables: list[Table] = []
        self.check_boxes: list[CheckBox] = []
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
        """Print the footer in the middle of the foot, and turn the page."""
        width = pdfmetrics.stringWidth(footer, BODY, 9)
        self.write(footer, x=(WIDTH - width) / 2, y=36, size=9)
        self.canvas.showPage()

    def save(self) -> None:
        """Finish the file."""
        self.canvas.save()

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

    def table(self, rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]) -> None:
        """Print a ruled table; `widths` are the columns' shares of the measure."""
        grid = tuple(rows)
        edges = [MARGIN + TEXT_WIDTH * sum(widths[:n]) / sum(widths) for n in range(len(widths) + 1)]
        height, top = 22.0, self.y + 8
        for number, row in enumerate(grid):
            baseline = top - number * height - 15
            for x, text in zip(edges, row, strict=False):
                self.write(text, x + 6, baseline, BODY if number else BOLD, 9.5)
        self.canvas.grid(edges, [top - n * height for n in range(len(grid) + 1)])
        self.tables.append(Table(self.page, grid))
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
