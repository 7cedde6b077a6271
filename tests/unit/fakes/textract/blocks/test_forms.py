from fakes.textract.blocks.forms import Pair, find_pairs
from fakes.textract.blocks.lines import group_lines
from fakes.textract.reading.page import Box, CheckBox, Signature, Word
from tests.unit.fakes.textract.pages import page, words


def _texts(pairs: tuple[Pair, ...]) -> list[tuple[str, str]]:
    return [(" ".join(w.text for w in pair.key), " ".join(w.text for w in pair.value)) for pair in pairs]


def _pairs(*printed: list[Word]) -> list[tuple[str, str]]:
    seen = page(word for run in printed for word in run)
    return _texts(find_pairs(seen, group_lines(seen.words, [])))


def test_a_value_stands_to_the_right_of_its_label() -> None:
    assert _pairs(words("Document Number: 2024-0123456", 50, 100)) == [("Document Number:", "2024-0123456")]


def test_a_value_may_stand_below_its_label() -> None:
    assert _pairs(words("Mail To:", 50, 100), words("Grace Chen", 50, 114)) == [("Mail To:", "Grace Chen")]


def test_a_label_without_a_value_is_no_pair() -> None:
    assert _pairs(words("Remarks:", 50, 100), words("far below", 50, 300)) == []


def test_a_label_is_not_the_value_of_the_label_above() -> None:
    assert _pairs(words("Remarks:", 50, 100), words("County: King", 50, 114)) == [("County:", "King")]


def test_two_pairs_in_one_line_part_at_the_wider_gap() -> None:
    near = 50 + 5 * len("County: San Juan") + 9

    assert _pairs(words("County: San Juan", 50, 100), words("State: Washington", near, 100)) == [
        ("County:", "San Juan"),
        ("State:", "Washington"),
    ]


def test_a_clause_that_ends_in_a_colon_is_no_label() -> None:
    assert _pairs(words("convey unto the Grantees the following property: Lot 7", 50, 100)) == []


def test_a_check_box_belongs_to_the_label_at_its_right() -> None:
    square = CheckBox(Box(50, 100, 60, 110), checked=True, confidence=95.0)
    seen = page([*words("Vacant land", 66, 100), *words("Condominium", 66, 130)], check_boxes=[square])

    [pair] = find_pairs(seen, group_lines(seen.words, []))

    assert [word.text for word in pair.key] == ["Vacant", "land"]
    assert pair.mark is square


def test_a_signature_belongs_to_the_label_at_its_left() -> None:
    signature = Signature(Box(110, 95, 200, 115), confidence=90.0)
    seen = page([*words("Signature:", 50, 100), *words("Date:", 50, 140)], signatures=[signature])

    [pair] = find_pairs(seen, group_lines(seen.words, []))

    assert [word.text for word in pair.key] == ["Signature:"]
    assert pair.mark is signature
