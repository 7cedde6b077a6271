"""YAML as plain values, and the line on which each of them stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from harness.scenario.faults import Place

# In C where PyYAML was built with libyaml: a batch reads its files twice, and each takes a tenth of a second in Python.
LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class YamlError(Exception):
    """Not YAML, or YAML that says the same thing twice.

    Args:
        line: of the text, from 1.
        message: what is wrong there.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Located:
    """A value and the lines, from 1, of its parts by their places."""

    value: Any
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line_of(self, place: Place) -> int:
        """The line of the part at a place, or of the nearest part around it that exists."""
        return next((self.lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in self.lines), 1)


def read_yaml(text: str) -> Located:
    """Read one YAML document with YAML's safe types only.

    Raises:
        YamlError: a syntax error, a key that appears twice, or an anchor within itself.
    """
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Located(None)
        lines = dict(_lines(node, ()))
        return Located(loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(mark.line + 1 if mark else 1, error.problem or str(error)) from error
    except yaml.YAMLError as error:
        raise YamlError(1, str(error)) from error
    finally:
        loader.dispose()


def _lines(node: yaml.Node, place: Place, around: tuple[yaml.Node, ...] = ()) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if node in around:
        raise YamlError(node.start_mark.line + 1, "an anchor can't contain itself")
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, (*place, number), (*around, node))
    if isinstance(node, yaml.MappingNode):
        yield from _lines_of_mapping(node, place, (*around, node))


def _lines_of_mapping(
    node: yaml.MappingNode, place: Place, around: tuple[yaml.Node, ...]
) -> Iterator[tuple[Place, int]]:
    seen: set[str] = set()
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in seen:
            raise YamlError(line, f"{name!r} is there twice")
        seen.add(name)
        yield from _lines(value, (*place, name), around)
        yield (*place, name), line  # the key's line, also when its value begins on the next
