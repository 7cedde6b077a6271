"""Behaviours as people write them; what makes no sense is named by file, place and field."""

from pathlib import Path

import pytest

from fakes.behaviours.durations import Uniform
from fakes.behaviours.effects import Delay
from harness.behaviour_files import parse_behaviour, parse_fields, read_behaviours
from harness.errors import UsageError


def test_a_file_holds_one_behaviour_or_several(tmp_path: Path) -> None:
    one, several = tmp_path / "one.json", tmp_path / "several.yaml"
    one.write_text('{"effect": {"kind": "drop"}}')
    several.write_text("- effect: {kind: drop}\n- match: {service: s3}\n  effect: {kind: delay, seconds: 2}\n")

    assert [behaviour.effect.kind for behaviour in read_behaviours(one)] == ["drop"]
    assert [behaviour.effect.kind for behaviour in read_behaviours(several)] == ["drop", "delay"]


def test_an_error_names_file_place_and_field(tmp_path: Path) -> None:
    file = tmp_path / "outage.yaml"
    file.write_text("- effect: {kind: drop}\n- match: {nth: 0}\n  effect: {kind: drop}\n")

    with pytest.raises(UsageError, match=r"outage\.yaml, behaviour 2") as failure:
        read_behaviours(file)

    assert failure.value.details == ("match.nth.0: Input should be greater than or equal to 1",)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b"just words"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "outage.yaml"
    file.write_bytes(content)

    with pytest.raises(UsageError, match="outage"):
        read_behaviours(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Can't read"):
        read_behaviours(tmp_path / "nowhere.yaml")


def test_fields_of_options_are_numbers_words_or_structures() -> None:
    fields = parse_fields(["seconds={distribution: uniform, low: 1, high: 2}"])

    effect = parse_behaviour({"effect": {"kind": "delay", **fields}}, "The behaviour").effect

    assert effect == Delay(seconds=Uniform(low=1, high=2))
    assert parse_fields(["code=SlowDown", "status=503"]) == {"code": "SlowDown", "status": 503}


@pytest.mark.parametrize("field", ["seconds", "=2", "seconds={"])
def test_a_field_that_is_none_is_refused(field: str) -> None:
    with pytest.raises(UsageError, match=r"seconds|=2"):
        parse_fields([field])
