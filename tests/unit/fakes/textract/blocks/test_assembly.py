from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.blocks.assembly import assemble
from fakes.textract.features import Feature
from fakes.textract.reading.page import Box, CheckBox, Page
from tests.unit.fakes.judge import enumeration, shape_problems
from tests.unit.fakes.textract.pages import grid, page, words

ALL = frozenset(Feature)


def _sample() -> Page:
    printed = [
        *words("County: King", 50, 60),
        *words("Fee", 55, 105),
        *words("Amount", 205, 105),
        *words("Recording", 55, 135),
        *words("$203.00", 205, 135),
        *words("Vacant land", 70, 200),
    ]
    ticked = CheckBox(Box(54, 200, 64, 210), checked=True, confidence=95.0)
    return page(printed, grid([50, 200, 350], [100, 130, 160]), [ticked], skew=0.5)


def _types(blocks: list[dict[str, Any]]) -> set[str]:
    return {block["BlockType"] for block in blocks}


def test_lines_and_words_come_always_and_the_rest_when_asked() -> None:
    text = {"PAGE", "LINE", "WORD"}

    assert _types(assemble(_sample(), 1, "doc", set())) == text
    assert _types(assemble(_sample(), 1, "doc", {Feature.TABLES})) == text | {"TABLE", "CELL", "SELECTION_ELEMENT"}
    assert _types(assemble(_sample(), 1, "doc", {Feature.FORMS})) == text | {"KEY_VALUE_SET", "SELECTION_ELEMENT"}
    assert _types(assemble(_sample(), 1, "doc", {Feature.LAYOUT})) == text | {"LAYOUT_TABLE", "LAYOUT_KEY_VALUE"}


@given(st.frozensets(st.sampled_from(sorted(ALL, key=lambda feature: feature.value))))
def test_every_relationship_leads_to_a_block_of_the_answer(features: frozenset[Feature]) -> None:
    blocks = assemble(_sample(), 1, "doc", features)

    ids = [block["Id"] for block in blocks]
    assert len(ids) == len(set(ids))
    related = [one for block in blocks for relation in block.get("Relationships", []) for one in relation["Ids"]]
    assert set(related) <= set(ids)


def test_blocks_obey_the_model_of_aws() -> None:
    blocks = assemble(_sample(), 1, "doc", ALL)

    assert shape_problems("textract", "BlockList", blocks) == ""
    assert _types(blocks) <= enumeration("textract", "BlockType")
    assert {kind for block in blocks for kind in block.get("EntityTypes", [])} <= enumeration("textract", "EntityType")


def test_same_content_same_ids_and_other_content_other_ids() -> None:
    def ids(document: str, number: int) -> set[str]:
        return {block["Id"] for block in assemble(_sample(), number, document, ALL)}

    assert ids("doc", 1) == ids("doc", 1)
    assert not ids("doc", 1) & ids("doc", 2)
    assert not ids("doc", 1) & ids("other", 1)


def test_a_ticked_box_is_the_value_of_its_label() -> None:
    blocks = {block["Id"]: block for block in assemble(_sample(), 1, "doc", {Feature.FORMS})}

    [box] = [block for block in blocks.values() if block["BlockType"] == "SELECTION_ELEMENT"]
    [value] = [
        block
        for block in blocks.values()
        if block.get("EntityTypes") == ["VALUE"] and block["Relationships"][0]["Ids"] == [box["Id"]]
    ]
    assert box["SelectionStatus"] == "SELECTED"
    [key] = [block for block in blocks.values() if {"Type": "VALUE", "Ids": [value["Id"]]} in _relations(block)]
    assert key["EntityTypes"] == ["KEY"]


def _relations(block: dict[str, Any]) -> list[dict[str, Any]]:
    return list(block.get("Relationships", []))
