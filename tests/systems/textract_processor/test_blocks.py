"""Textract's blocks as a document."""

from tests.systems.textract_processor.paper import Paper, deed
from textract_processor.domain.blocks import read_pages


def test_lines_pairs_and_tables_are_found_on_their_page() -> None:
    paper = deed().page().line("Second page")
    first, second = paper.read()
    assert [line.text for line in first.lines][:2] == ["WARRANTY DEED", "Document Number: 2024-0123456"]
    assert (first.key_values[0].label, first.key_values[0].content) == ("Document Number", "2024-0123456")
    assert first.tables[0].texts == [["Fee", "Amount"], ["Recording", "$25.00"]]
    assert (second.number, [line.text for line in second.lines]) == (2, ["Second page"])


def test_a_check_box_reads_as_a_mark() -> None:
    (page,) = Paper().check_box("Owner occupied", True).check_box("Leased", False).read()
    assert [(pair.label, pair.content) for pair in page.key_values] == [("Owner occupied", "[x]"), ("Leased", "[ ]")]


def test_layout_gives_the_order_and_forgotten_lines_follow() -> None:
    paper = Paper().line("left 1").line("right 1").line("left 2").line("footer")
    paper.layout("TEXT", "left 1", "left 2").layout("TEXT", "right 1")
    (page,) = paper.read()
    assert [line.text for line in page.lines] == ["left 1", "left 2", "right 1", "footer"]


def test_a_cell_that_is_missing_is_empty() -> None:
    paper = Paper().table(["a", "b"], ["c", "d"])
    paper.blocks = [block for block in paper.blocks if block.get("Text") != "c"]
    (page,) = paper.read()
    assert page.tables[0].texts == [["a", "b"], ["", "d"]]


def test_an_empty_page_and_an_empty_document_can_be_read() -> None:
    (page,) = Paper().page().read()
    assert (page.lines, page.key_values, page.tables) == ((), (), ())
    assert read_pages([]) == []


def test_a_single_image_has_page_one_though_textract_does_not_say_so() -> None:
    (page,) = read_pages([{"Id": "p", "BlockType": "PAGE"}])
    assert page.number == 1
