"""Answers to "everything that is in the document": its label lines and tables, under its headings."""

from collections.abc import Mapping
from dataclasses import dataclass

from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.responders.extractive.document import Document, Pair, Section, Table
from fakes.bedrock.responders.extractive.kinds import kind_of
from fakes.bedrock.responders.extractive.schema import Schema, item, properties
from fakes.bedrock.responders.extractive.words import words

_TITLES = {"title", "heading", "name", "caption", "section"}
_NAMES, _VALUES, _KINDS = {"name", "label", "key"}, {"value"}, {"type", "kind"}
_HEADERS, _ROWS = {"header", "column"}, {"row"}


@dataclass(frozen=True)
class SectionForm:
    """A section as a schema describes it: an object with a list of names and values, and perhaps a list of tables.

    Attributes:
        schema: the whole schema.
        section: the shape of a section.
        fields: the property that lists names and values.
        tables: the property that lists tables, or None.
    """

    schema: Schema
    section: JsonObject
    fields: str
    tables: str | None

    @classmethod
    def of(cls, schema: Schema, shape: JsonObject) -> "SectionForm | None":
        """Recognise a section by what the items of its lists are made of."""
        parts = {name: properties(_item_shape(schema, node)) for name, node in properties(shape).items()}
        fields = next((name for name, of in parts.items() if _named(of, _NAMES) and _named(of, _VALUES)), None)
        if fields is None:
            return None
        return cls(schema, shape, fields, next((name for name, of in parts.items() if _named(of, _ROWS)), None))

    def fill(self, document: Document) -> list[Json]:
        """Return the sections that have anything in them."""
        return [self._section(each) for each in document.sections if each.pairs or each.tables]

    def _section(self, section: Section) -> JsonObject:
        said: dict[str | None, Json] = {
            _named(properties(self.section), _TITLES): section.heading,
            self.fields: [self._field(pair) for pair in section.pairs],
            self.tables: [self._table(table, section.heading) for table in section.tables],
        }
        return self._object(self.section, said)

    def _field(self, pair: Pair) -> JsonObject:
        shape = _item_shape(self.schema, properties(self.section)[self.fields])
        parts = properties(shape)
        said: dict[str | None, Json] = {
            _named(parts, _KINDS): kind_of(pair.label, pair.value),
            _named(parts, _NAMES): pair.label,
            _named(parts, _VALUES): pair.value or None,
        }
        return self._object(shape, said)

    def _table(self, table: Table, heading: str | None) -> JsonObject:
        shape = _item_shape(self.schema, properties(self.section)[self.tables or ""])
        parts = properties(shape)
        said: dict[str | None, Json] = {
            _named(parts, _TITLES): heading,
            _named(parts, _HEADERS): list(table.headers),
            _named(parts, _ROWS): [list(row) for row in table.rows],
        }
        return self._object(shape, said)

    def _object(self, shape: JsonObject, said: Mapping[str | None, Json]) -> JsonObject:
        """Give each property what is said for it, or the emptiest value that it may have."""
        nodes = properties(shape)
        choices: dict[str, list[Json]] = {name: [said.get(name), None, "", []] for name in nodes}
        return {
            name: next(value for value in choices[name] if self.schema.accepts(node, value))
            for name, node in nodes.items()
            if any(self.schema.accepts(node, value) for value in choices[name])
        }


def _item_shape(schema: Schema, node: JsonObject) -> JsonObject:
    return schema.shape(item(schema.shape(node)))


def _named(nodes: Mapping[str, JsonObject], names: set[str]) -> str | None:
    return next((name for name in nodes if not names.isdisjoint(words(name))), None)
