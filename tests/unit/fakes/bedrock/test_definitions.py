import os
from pathlib import Path

import pytest
from pydantic import BaseModel

from fakes.bedrock.definitions import Definitions
from fakes.bedrock.errors import DefinitionError


class Thing(BaseModel):
    name: str


def write(file: Path, text: str, age: int = 0) -> None:
    """Write a file as if seconds ago: two writes may fall into one tick of the file system's clock."""
    file.write_text(text)
    os.utime(file, ns=(0, 1_700_000_000_000_000_000 - age * 10**9))


def names(definitions: Definitions[Thing]) -> list[str]:
    return [thing.name for thing in definitions.items()]


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path / "b.yaml", "- name: second")
    write(tmp_path / "a.yaml", "- name: first")
    write(tmp_path / "notes.txt", "- name: ignored")

    assert names(Definitions(tmp_path, Thing)) == ["first", "second"]


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    definitions = Definitions(tmp_path / "things", Thing)
    assert names(definitions) == []

    (tmp_path / "things").mkdir()
    write(tmp_path / "things" / "a.yaml", "- name: old", age=1)
    assert names(definitions) == ["old"]
    write(tmp_path / "things" / "a.yaml", "- name: new")
    assert names(definitions) == ["new"]
    (tmp_path / "things" / "a.yaml").unlink()
    assert names(definitions) == []


def test_no_folder_defines_nothing() -> None:
    assert names(Definitions(None, Thing)) == []


@pytest.mark.parametrize("text", ["name: x", "- nom: x", "- name: [", "\t"])
def test_a_wrong_file_is_named_each_time_until_it_is_right(tmp_path: Path, text: str) -> None:
    definitions = Definitions(tmp_path, Thing)
    write(tmp_path / "wrong.yaml", text, age=1)

    for _ in range(2):
        with pytest.raises(DefinitionError, match=r"wrong\.yaml"):
            definitions.items()
    write(tmp_path / "wrong.yaml", "- name: right")
    assert names(definitions) == ["right"]
