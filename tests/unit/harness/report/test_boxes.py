import json
from typing import Any

import pytest

from harness.errors import SubmitError
from harness.report.boxes import BlockMap, Box


def block(
    id_: str, left: float, *, kind: str = "WORD", page: int | None = 1, children: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "Id": id_,
        "BlockType": kind,
        **({"Page": page} if page else {}),
        "Geometry": {"BoundingBox": {"Left": left, "Top": 0.5, "Width": 0.125, "Height": 0.25}},
        "Relationships": [{"Type": "CHILD", "Ids": list(children)}],
    }


WORDS = [
    block("a", 0.0),
    block("b", 0.125),
    block("c", 0.25),
    block("d", 0.5),
    block("check", 0.75, kind="SELECTION_ELEMENT"),
]
LINES = [block("l1", 0.0, kind="LINE", children=("a", "b", "c")), block("l2", 0.5, kind="LINE", children=("d",))]


@pytest.fixture
def blocks() -> BlockMap:
    return BlockMap.read(json.dumps({"Blocks": LINES + WORDS}).encode())


def test_neighbouring_words_of_a_line_share_a_box(blocks: BlockMap) -> None:
    assert blocks.boxes_of(["a", "b"]) == [Box(1, 0.0, 0.5, 0.25, 0.75)]


def test_the_order_of_the_ids_doesnt_matter(blocks: BlockMap) -> None:
    assert blocks.boxes_of(["b", "a", "b"]) == blocks.boxes_of(["a", "b"])


def test_a_gap_or_a_new_line_begins_a_new_box(blocks: BlockMap) -> None:
    assert blocks.boxes_of(["a", "c", "d"]) == [
        Box(1, 0.0, 0.5, 0.125, 0.75),
        Box(1, 0.25, 0.5, 0.375, 0.75),
        Box(1, 0.5, 0.5, 0.625, 0.75),
    ]


def test_what_stands_in_no_line_has_a_box_of_its_own(blocks: BlockMap) -> None:
    assert blocks.boxes_of(["check"]) == [Box(1, 0.75, 0.5, 0.875, 0.75)]


def test_unknown_blocks_have_no_box(blocks: BlockMap) -> None:
    assert blocks.boxes_of(["nowhere"]) == []


def test_a_single_image_has_one_page(blocks: BlockMap) -> None:
    assert BlockMap([block("w", 0.0, page=None)]).boxes_of(["w"])[0].page == 1


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"Blocks": 1}', b'{"Blocks": [{"BlockType": "WORD", "Geometry": {}}]}']
)
def test_another_form_is_reported(content: bytes) -> None:
    with pytest.raises(SubmitError, match="raw Textract output"):
        BlockMap.read(content)
