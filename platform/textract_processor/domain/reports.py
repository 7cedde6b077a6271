"""The two reports in Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from lambda_kit.clock import parse_iso
from textract_processor.domain.fields import Fields
from textract_processor.domain.resources import schema
from textract_processor.domain.sections import FoundField, FoundTable, Section, normal
from textract_processor.domain.tracking import Record

INTRODUCTION: Final = "What this document says and V1's schema has no field for, as a candidate for its next version:"


def schema_extensions(record: Record, fields: Fields, sections: Sequence[Section]) -> str:
    """Fields that V2 found and V1's schema lacks, each with its type and an example."""
    new = list(_extensions(fields, sections))
    lines = [
        *_head("Schema extensions", record),
        f"- Found by V2 and not in V1's schema: {_count(len(new), 'field')}",
        "",
    ]
    if new:
        rows = [[_heading(section), field.name, field.type, _shown(field.value)] for section, field in new]
        lines += [INTRODUCTION, "", *_markdown_table(["Section", "Field", "Type", "Example"], rows)]
    else:
        lines.append("Everything that was found has its place in V1's schema.")
    return "\n".join(lines) + "\n"


def summary(record: Record, sections: Sequence[Section], page_count: int, missing: Sequence[int]) -> str:
    """What V2 found, section by section."""
    field_count = sum(len(section.fields) for section in sections)
    table_count = sum(len(section.tables) for section in sections)
    lines = [
        *_head("Summary", record),
        f"- Pages: {page_count}",
        f"- Found: {_count(field_count, 'field')} and {_count(table_count, 'table')} "
        f"in {_count(len(sections), 'section')}",
    ]
    if missing:
        noun = "page" if len(missing) == 1 else "pages"
        lines.append(f"- **Not read by Textract**: {noun} {', '.join(map(str, missing))}")
    for section in sections:
        lines += ["", *_section_lines(section)]
    return "\n".join(lines) + "\n"


def _head(title: str, record: Record) -> Iterator[str]:
    yield f"# {title}: {_text(record.s3_key)}"
    yield ""
    yield f"- Processing id: `{record.processing_id}`"
    yield f"- Uploaded: {parse_iso(record.uploaded_at):%Y-%m-%d %H:%M:%S} UTC"


def _extensions(fields: Fields, sections: Iterable[Section]) -> Iterator[tuple[Section, FoundField]]:
    known_names = set(_schema_names())
    known_values = {normal(text) for field in fields.by_name.values() for text in _leaves(field.value)}
    for section in sections:
        for field in section.fields:
            is_known = normal(field.name) in known_names or normal(_shown(field.value)) in known_values
            if not is_known:
                yield section, field


def _schema_names() -> Iterator[str]:
    for name, declared in schema("v1_answer")["properties"].items():
        yield from map(normal, (name, declared["title"], *declared.get("x-aliases", ())))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (leaf for part in value.values() for leaf in _leaves(part))
    elif isinstance(value, list):
        yield from (leaf for part in value for leaf in _leaves(part))
    elif value is not None:
        yield str(value)


def _section_lines(section: Section) -> Iterator[str]:
    yield f"## {_text(_heading(section))}"
    if section.fields:
        rows = [[field.name, _shown(field.value), field.type] for field in section.fields]
        yield from ("", *_markdown_table(["Field", "Value", "Type"], rows))
    for table in section.tables:
        yield from ("", *_found_table(table, section.title))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _heading(section: Section) -> str:
    return section.title or "General"


def _found_table(table: FoundTable, heading: str) -> Iterator[str]:
    if table.title and normal(table.title) != normal(heading):
        yield from (f"**{_text(table.title)}**", "")
    width = max(map(len, (table.headers, *table.rows)), default=0)
    headers = [*table.headers, *[""] * (width - len(table.headers))]
    yield from _markdown_table(headers, [[*row, *[""] * (width - len(row))] for row in table.rows])


def _markdown_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(headers)
    yield _row(["---"] * len(headers))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_text, cells))} |"


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _text(text: str) -> str:
    """A document's text inside Markdown: on one line, and unable to end a cell or start a tag."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
