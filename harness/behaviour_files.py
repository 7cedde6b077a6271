"""Behaviours as people write them: in YAML or JSON files, or as options of the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from fakes.behaviour import Behaviour
from harness.errors import UsageError

HINT = "docs/guide/behaviours.md describes every field."


def read_behaviours(path: Path) -> list[Behaviour]:
    """The behaviours of a file: one of them, or a list.

    Raises:
        UsageError: the file can't be read, or says something impossible; the details name the field.
    """
    try:
        content = yaml.safe_load(path.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Can't read {path}: {error}.") from error
    except yaml.YAMLError as error:
        raise UsageError(f"{path} is neither YAML nor JSON.", details=str(error).splitlines()) from error
    entries = content if isinstance(content, list) else [content]
    return [parse_behaviour(entry, f"{path}, behaviour {number}") for number, entry in enumerate(entries, start=1)]


def parse_behaviour(said: Any, where: str) -> Behaviour:
    """Check one behaviour.

    Args:
        said: its fields.
        where: where it stands, for the error.

    Raises:
        UsageError: it says something impossible.
    """
    try:
        return Behaviour.model_validate(said)
    except ValidationError as error:
        details = [f"{'.'.join(map(str, item['loc'])) or 'behaviour'}: {item['msg']}" for item in error.errors()]
        raise UsageError(f"{where} makes no sense.", hint=HINT, details=details) from error


def parse_fields(fields: Sequence[str]) -> Mapping[str, Any]:
    """Fields of an effect as `name=value`, where the value is a number, a word, or YAML such as `{low: 1, high: 3}`.

    Raises:
        UsageError: one isn't of that form.
    """
    parsed = {}
    for field in fields:
        name, equals, value = field.partition("=")
        if not (name and equals):
            raise UsageError(f"{field!r} is not of the form NAME=VALUE.", hint="For example: --with seconds=2")
        try:
            parsed[name] = yaml.safe_load(value)
        except yaml.YAMLError as error:
            raise UsageError(f"{field!r} has a value that can't be read.", details=str(error).splitlines()) from error
    return parsed
