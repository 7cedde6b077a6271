"""What engines answer, made into words; the engines themselves are judged by the ground truth of samples."""

import numpy as np

from fakes.textract.reading.page import Box, Word
from fakes.textract.reading.rapid import fit_to_ink, latin, split_line
from fakes.textract.reading.tesseract import parse_tsv

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def test_tesseract_tells_words_among_other_things() -> None:
    line = "4\t1\t1\t1\t1\t0\t10\t20\t99\t12\t-1\t"
    quote = '5\t1\t1\t1\t1\t1\t10\t20\t40\t12\t96.5\t"Deed"'
    blank = "5\t1\t1\t1\t1\t2\t60\t20\t40\t12\t95\t "

    assert parse_tsv("\n".join([HEADER, line, quote, blank])) == (Word('"Deed"', Box(10, 20, 50, 32), 96.5),)


def test_a_line_is_cut_at_its_spaces() -> None:
    glyphs = [(letter, 0.9, [(x, 0), (x + 3, 0), (x + 3, 12), (x, 12)]) for x, letter in enumerate("Lot7")]

    words = split_line("Lot 7", glyphs)

    assert [(word.text, word.confidence) for word in words] == [("Lot", 90.0), ("7", 90.0)]
    assert words[0].box.left == 0
    assert words[0].box.right > words[1].box.left - 3


def test_dirt_is_no_writing() -> None:
    assert latin("\N{WHITE SQUARE}Vacant") == "Vacant"
    assert latin("fam\N{LATIN SMALL LETTER DOTLESS I}ly") == "family"
    assert latin("José") == "José"
    assert latin("\N{BULLET}\N{CJK UNIFIED IDEOGRAPH-53E3}") == ""


def test_a_line_is_as_high_as_its_ink() -> None:
    ink = np.zeros((100, 100), np.uint8)
    ink[40:52, 10:60] = 1
    loose = [Word("Lot", Box(8, 30, 30, 60), 90.0), Word("7", Box(40, 31, 62, 61), 90.0)]

    assert [(word.box.top, word.box.bottom) for word in fit_to_ink(loose, ink)] == [(40, 52), (40, 52)]
