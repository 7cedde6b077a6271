"""Pages made by hand, one unit per letter wide and ten high."""

from collections.abc import Iterable

from fakes.textract.reading.page import Box, CheckBox, Page, Rule, Signature, Turn, Word

HEIGHT = 10.0
LETTER = 5.0


def words(text: str, x: float, y: float) -> list[Word]:
    """The words of a text that begins at (x, y), its top left corner."""
    result = []
    for part in text.split():
        result.append(Word(part, Box(x, y, x + LETTER * len(part), y + HEIGHT), 99.0))
        x += LETTER * (len(part) + 1)
    return result


def grid(xs: Iterable[float], ys: Iterable[float]) -> list[Rule]:
    """The rules of a table with these edges."""
    columns, rows = list(xs), list(ys)
    across = [Rule("horizontal", Box(columns[0], y, columns[-1], y + 1)) for y in rows]
    down = [Rule("vertical", Box(x, rows[0], x + 1, rows[-1])) for x in columns]
    return across + down


def page(
    printed: Iterable[Word],
    rules: Iterable[Rule] = (),
    check_boxes: Iterable[CheckBox] = (),
    signatures: Iterable[Signature] = (),
    figures: Iterable[Box] = (),
    turn: Turn = 0,
    skew: float = 0.0,
) -> Page:
    """A page of 600 by 800 units."""
    return Page(
        600, 800, tuple(printed), tuple(rules), tuple(check_boxes), tuple(signatures), tuple(figures), turn, skew
    )
