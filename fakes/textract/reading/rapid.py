"""Recognition by rapidocr: PaddleOCR's networks on onnxruntime."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import cv2
import numpy as np
from rapidocr import RapidOCR

from fakes.textract.reading.bitmap import Bitmap, ink_of
from fakes.textract.reading.page import Box, Word, union

_Glyph: TypeAlias = tuple[str, float, Sequence[Sequence[float]]]  # character, score 0..1, four corners

_PARAMETERS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # pages are upright, so no line stands on its head
    "Global.return_word_box": True,
    "Global.return_single_char_box": True,
    "Det.limit_type": "max",
    "Det.limit_side_len": 960,  # lines are found as well as at 1,280, in two thirds of the time
    "Rec.rec_batch_num": 1,  # on a CPU a batch only adds padding
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
    # One thread per page, several pages at a time: threads within a page spin while they wait for one another, which
    # on a busy machine makes a page four times slower.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_LOOK_ALIKES = str.maketrans({"\N{LATIN SMALL LETTER DOTLESS I}": "i", "\N{GREEK SMALL LETTER BETA}": "B"})
"""What dust makes of letters."""

_LETTERS = frozenset("áàâäãéèêëíìîïóòôöõúùûüçñßæœ")
"""Letters with marks in the six languages that Textract knows (English, French, German, Italian, Portuguese, Spanish):
https://docs.aws.amazon.com/textract/latest/dg/textract-best-practices.html. On others the mark is dust."""

_PAST_LATIN = "\u0180"
_CONDENSED = 0.75
"""Lines are squeezed to this share of their width: as many words are found, in three quarters of the time."""


class Rapid:
    """Holds the loaded networks. Threads may share it."""

    def __init__(self) -> None:
        self._engine = RapidOCR(params=_PARAMETERS)

    def __call__(self, writing: Bitmap) -> tuple[Word, ...]:
        """Recognise."""
        squeezed = cv2.resize(writing, None, fx=_CONDENSED, fy=1, interpolation=cv2.INTER_AREA)
        result = self._engine(cv2.cvtColor(squeezed, cv2.COLOR_GRAY2BGR))
        if result.txts is None:
            return ()
        ink = ink_of(writing)
        lines = zip(result.txts, result.word_results, strict=True)
        return tuple(word for text, glyphs in lines for word in fit_to_ink(split_line(text, glyphs), ink))


def split_line(text: str, glyphs: Sequence[_Glyph]) -> list[Word]:
    """Cut a recognised line into words.

    Args:
        text: the line with its spaces.
        glyphs: its characters without the spaces, in order, with their places.
    """
    words, start = [], 0
    for part in text.split():
        run = glyphs[start : start + len(part)]
        start += len(part)
        word = latin(part)
        if run and word:
            score = sum(glyph[1] for glyph in run) / len(run)
            words.append(Word(word, union(*(_box(glyph[2]) for glyph in run)), round(100 * score, 2)))
    return words


def latin(text: str) -> str:
    """The text in the letters that Textract knows; what has no such form is no writing but dirt."""
    composed = unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES))
    letters = (character if character.lower() in _LETTERS else _unmarked(character) for character in composed)
    return "".join(letter for letter in letters if letter < _PAST_LATIN and letter.isprintable())


def _unmarked(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]


def fit_to_ink(line: Sequence[Word], ink: Bitmap) -> list[Word]:
    """Give a line's words the height of its ink; the network's boxes have a margin as wide as the line spacing."""
    if not line:
        return []
    around = union(*(word.box for word in line))
    rows = np.flatnonzero(ink[_slice(around.top, around.bottom), _slice(around.left, around.right)].any(axis=1))
    if not rows.size:
        return list(line)
    top = max(0, int(around.top)) + float(rows[0])
    bottom = top + float(rows[-1] - rows[0]) + 1
    return [replace(word, box=replace(word.box, top=top, bottom=bottom)) for word in line]


def _slice(start: float, end: float) -> slice:
    return slice(max(0, int(start)), max(0, int(end)))


def _box(corners: Any) -> Box:
    xs, ys = [float(x) / _CONDENSED for x, _ in corners], [float(y) for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
