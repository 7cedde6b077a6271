"""Fills a schema from a document: what is stated is taken, what isn't is null, and nothing is made up."""

from collections.abc import Iterable, Iterator

from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.responders.extractive.choice import choose, is_vague
from fakes.bedrock.responders.extractive.composites import composite_of
from fakes.bedrock.responders.extractive.document import Document
from fakes.bedrock.responders.extractive.evidence import about, statements
from fakes.bedrock.responders.extractive.records import Said, rows_about
from fakes.bedrock.responders.extractive.scalars import read_scalar
from fakes.bedrock.responders.extractive.schema import Schema, item, properties, required
from fakes.bedrock.responders.extractive.sections import SectionForm
from fakes.bedrock.responders.extractive.values.names import split_names
from fakes.bedrock.responders.extractive.wanted import Wanted

# A schema that refers to itself has no bottom; nobody describes a document deeper than this.
_DEEPEST = 12


class Filler:
    """Fills one schema from one document.

    Args:
        schema: what is wanted.
        document: all that may be said.
    """

    def __init__(self, schema: Schema, document: Document) -> None:
        self._schema = schema
        self._document = document
        self._stated = statements(document)

    def fill(self) -> Json:
        """Return the answer. It validates against the schema wherever the schema lets a missing value be null,
        an empty text or list, or absent; a number or choice that must be there and isn't stated stays null."""
        return self._fill(self._schema.root, "", None, 0)

    def _fill(self, node: JsonObject, name: str, parent: Wanted | None, depth: int) -> Json:
        wanted = Wanted(name, self._schema.shape(node), parent)
        value = self._find(node, wanted, depth) if depth < _DEEPEST else None
        return self._absent(node) if value is None else value

    def _find(self, node: JsonObject, wanted: Wanted, depth: int) -> Json:
        kind = wanted.shape.get("type", "object" if "properties" in wanted.shape else None)
        if kind == "object":
            return self._find_object(node, wanted, depth)
        if kind == "array":
            return self._first_allowed(node, [self._find_list(wanted)])
        return self._first_allowed(node, self._scalars(wanted))

    def _first_allowed(self, node: JsonObject, values: Iterable[Json]) -> Json:
        return next((value for value in values if value is not None and self._schema.accepts(node, value)), None)

    def _absent(self, node: JsonObject) -> Json:
        """Say that nothing is stated: null, else the value of the type that claims nothing."""
        empties: list[Json] = [None, [], ""]
        return next((empty for empty in empties if self._schema.accepts(node, empty)), None)

    def _scalars(self, wanted: Wanted) -> Iterator[Json]:
        for group in about(wanted, self._stated):
            yield from (read_scalar(wanted, text) for text in group)
        if "enum" in wanted.shape:
            yield from self._chosen_anywhere(wanted)

    def _chosen_anywhere(self, wanted: Wanted) -> Iterator[Json]:
        """Choose by what the document is headed with, else by its words."""
        for text in (*self._document.headings, *self._document.paragraphs, self._document.text):
            chosen = choose(wanted.shape, text)
            if not is_vague(chosen):
                yield chosen

    def _find_object(self, node: JsonObject, wanted: Wanted, depth: int) -> Json:
        return self._first_allowed(node, self._in_one_piece(wanted)) or self._part_by_part(node, wanted, depth)

    def _in_one_piece(self, wanted: Wanted) -> Iterator[Json]:
        composite = composite_of(list(properties(wanted.shape)))
        if composite is None:
            return
        for group in about(wanted, self._stated):
            for parts in filter(None, map(composite.find, group)):
                said = {name: parts.get(composite.part(name) or "") for name in properties(wanted.shape)}
                yield self._object(wanted, said)

    def _part_by_part(self, node: JsonObject, wanted: Wanted, depth: int) -> Json:
        """Fill each property on its own; an object of which too little is stated is itself missing."""
        # What the whole answer is called tells no property from another.
        parent = wanted if depth else None
        filled = {name: self._fill(part, name, parent, depth + 1) for name, part in properties(wanted.shape).items()}
        found = self._without_refused(wanted, filled)
        if not depth:
            return found
        enough = any(map(_says_something, found.values())) and self._schema.accepts(node, found)
        return found if enough or not self._schema.accepts(node, None) else None

    def _object(self, wanted: Wanted, said: Said) -> JsonObject:
        """Read each property from the text that is known to be about it."""
        filled: JsonObject = {}
        for name, part in properties(wanted.shape).items():
            asked = Wanted(name, self._schema.shape(part), wanted)
            value = self._first_allowed(part, [read_scalar(asked, said.get(name) or "")])
            filled[name] = self._absent(part) if value is None else value
        return self._without_refused(wanted, filled)

    def _without_refused(self, wanted: Wanted, filled: JsonObject) -> JsonObject:
        """Leave out optional properties that may not be null."""
        nodes, needed = properties(wanted.shape), required(wanted.shape)
        return {
            name: value
            for name, value in filled.items()
            if value is not None or name in needed or self._schema.accepts(nodes[name], None)
        }

    def _find_list(self, wanted: Wanted) -> Json:
        wanted_item = Wanted("", self._schema.shape(item(wanted.shape)), wanted)
        if properties(wanted_item.shape):
            form = SectionForm.of(self._schema, wanted_item.shape)
            return form.fill(self._document) if form else self._records(wanted, wanted_item)
        return self._values(wanted, wanted_item)

    def _values(self, wanted: Wanted, wanted_item: Wanted) -> list[Json]:
        for group in about(wanted, self._stated, listed=True):
            values = [read_scalar(wanted_item, name) for text in group for name in split_names(text)]
            if said := {str(value).casefold(): value for value in reversed(values) if value is not None}:
                return list(reversed(said.values()))
        return []

    def _records(self, wanted: Wanted, wanted_item: Wanted) -> list[Json]:
        """Read objects from the rows of a table, else from names when they have one."""
        rows = rows_about(self._schema, wanted_item.shape, self._document.tables)
        if not rows and "name" in properties(wanted_item.shape):
            best = about(wanted, self._stated)[:1]
            rows = [{"name": name} for group in best for text in group for name in split_names(text)]
        return [self._object(wanted_item, said) for said in rows]


def _says_something(value: Json) -> bool:
    if isinstance(value, dict):
        return any(map(_says_something, value.values()))
    return value not in (None, "", [])
