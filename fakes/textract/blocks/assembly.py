"""Puts what was found on a page into Textract's blocks, in Textract's order and with its relationships.

One page's blocks are PAGE, LINEs, WORDs, SELECTION_ELEMENTs, SIGNATUREs, TABLEs with what is in them, KEY_VALUE_SETs,
LAYOUT_*, QUERYs with their QUERY_RESULTs.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from fakes.textract.blocks.answers import Answer, find_answer, statements_of
from fakes.textract.blocks.builder import Block, BlockBuilder, confidence_of, relate
from fakes.textract.blocks.forms import Pair, find_pairs
from fakes.textract.blocks.layout import Region, find_regions
from fakes.textract.blocks.lines import Line, group_lines
from fakes.textract.blocks.tables import Table, find_tables
from fakes.textract.blocks.tabulation import add_table
from fakes.textract.features import Feature
from fakes.textract.queries import Query
from fakes.textract.reading.page import CheckBox, Page, Signature, Turn, union


def assemble(
    page: Page, number: int, document: str, features: AbstractSet[Feature], queries: Sequence[Query] = ()
) -> list[Block]:
    """Build a page's blocks.

    Args:
        page: what was read.
        number: the page's number, from 1.
        document: a name for the document's content; same content, same block ids.
        features: what to look for besides lines and words.
        queries: questions; those for other pages are passed over.
    """
    lines = group_lines(page.words, page.rules)
    tables, pairs = find_tables(page, lines), find_pairs(page, lines)
    builder = BlockBuilder(page, number, document)
    _add_text(builder, lines, page.turn)
    if features & {Feature.TABLES, Feature.FORMS}:
        _add_check_boxes(builder, page.check_boxes)
    if Feature.SIGNATURES in features:
        _add_signatures(builder, page.signatures)
    if Feature.TABLES in features:
        _add_tables(builder, tables)
    if Feature.FORMS in features:
        _add_pairs(builder, pairs)
    if Feature.LAYOUT in features:
        _add_layout(builder, find_regions(page, lines, tables, pairs))
    statements = statements_of(pairs, tables)
    for query in queries:
        if query.asks(number):
            _add_query(builder, query, find_answer(query.text, statements))
    return builder.finish()


def _add_text(builder: BlockBuilder, lines: Sequence[Line], turn: Turn) -> None:
    """Lines first, then all their words."""
    words = []
    for line in lines:
        for word in line.words:
            block = builder.place("WORD", word.box, word.confidence, Text=word.text, TextType="PRINTED")
            if turn:  # AWS's own parsers don't know the member, so it can't be everywhere
                block["Geometry"]["RotationAngle"] = float(turn)
            words.append((block, word))
    children = {word: block["Id"] for block, word in words}
    for line in lines:
        block = builder.add(builder.place("LINE", line.box, confidence_of(line.words), Text=line.text), line)
        relate(block, "CHILD", [children[word] for word in line.words])
        builder.adopt(block)
    for block, word in words:
        builder.add(block, word)


def _add_check_boxes(builder: BlockBuilder, check_boxes: Iterable[CheckBox]) -> None:
    """Belong to no parent of their own: pairs and cells refer to them."""
    for check_box in check_boxes:
        status = "SELECTED" if check_box.checked else "NOT_SELECTED"
        block = builder.place("SELECTION_ELEMENT", check_box.box, check_box.confidence, SelectionStatus=status)
        builder.add(block, check_box)


def _add_signatures(builder: BlockBuilder, signatures: Iterable[Signature]) -> None:
    for signature in signatures:
        builder.adopt(builder.add(builder.place("SIGNATURE", signature.box, signature.confidence), signature))


def _add_tables(builder: BlockBuilder, tables: Iterable[Table]) -> None:
    for table in tables:
        builder.adopt(add_table(builder, table))


def _add_pairs(builder: BlockBuilder, pairs: Iterable[Pair]) -> None:
    for pair in pairs:
        values = builder.ids_of([pair.mark] if pair.mark else pair.value)
        if not values:
            continue  # a signature that nobody asked for
        confidence = confidence_of((*pair.key, *pair.value))
        key = builder.add(builder.place("KEY_VALUE_SET", pair.key_box, confidence, EntityTypes=["KEY"]))
        value = builder.add(builder.place("KEY_VALUE_SET", pair.value_box, confidence, EntityTypes=["VALUE"]))
        relate(key, "VALUE", [value["Id"]])
        relate(key, "CHILD", builder.ids_of(pair.key))
        relate(value, "CHILD", values)
        builder.adopt(key)
        builder.adopt(value)


def _add_layout(builder: BlockBuilder, regions: Iterable[Region]) -> None:
    for region in regions:
        block = _add_region(builder, region)
        items = [_add_region(builder, item) for item in region.items]
        relate(block, "CHILD", [item["Id"] for item in items])
        for each in (block, *items):
            builder.adopt(each)


def _add_region(builder: BlockBuilder, region: Region) -> Block:
    words = [word for line in region.lines for word in line.words]
    block = builder.add(builder.place(region.kind.value, region.box, confidence_of(words)))
    relate(block, "CHILD", builder.ids_of(region.lines))
    return block


def _add_query(builder: BlockBuilder, query: Query, answer: Answer | None) -> None:
    asked = {"Text": query.text, **({"Alias": query.alias} if query.alias else {})}
    block = builder.add(builder.make("QUERY", Query=asked))
    builder.adopt(block)
    if answer:
        box = union(*(word.box for word in answer.words))
        text = " ".join(word.text for word in answer.words)
        result = builder.place("QUERY_RESULT", box, answer.fit * confidence_of(answer.words), Text=text)
        relate(block, "ANSWER", [builder.add(result)["Id"]])
        builder.adopt(result)
