"""Lists: lines that begin with a bullet or a number, one below the other."""

import re
from collections.abc import Sequence

from fakes.textract.blocks.lines import Line

_BULLET = re.compile(r"[•◦▪‣·*\u2013\u2014-]|\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_INDENT = 0.5  # line heights by which the second line of an item stands in
_GAP = 1.5  # line heights between items, at most


def is_item(line: Line) -> bool:
    """Whether a line begins with a bullet or a number, and says something."""
    return len(line.words) > 1 and _BULLET.fullmatch(line.words[0].text) is not None


def continues(item: Sequence[Line], line: Line) -> bool:
    """Whether a line is the next one of an item: it stands in, right below the last."""
    first, last = item[0].box, item[-1].box
    return first.left + _INDENT * first.height < line.box.left < first.right and follows(last.bottom, line, _GAP / 2)


def follows(bottom: float, line: Line, gap: float = _GAP) -> bool:
    """Whether a line stands below a place, no more than `gap` line heights away."""
    return -0.5 * line.box.height < line.box.top - bottom < gap * line.box.height
