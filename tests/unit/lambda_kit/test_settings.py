"""Settings from environment variables."""

from dataclasses import dataclass

import pytest

from lambda_kit.errors import ConfigurationError
from lambda_kit.settings import load


@dataclass(frozen=True)
class Settings:
    table: str
    retries: int
    rate: float = 0.5


def test_fields_are_read_from_variables_of_their_name_and_converted() -> None:
    assert load(Settings, {"TABLE": "t", "RETRIES": "3", "RATE": "1.5"}) == Settings("t", 3, 1.5)


def test_a_field_with_a_default_may_be_left_out() -> None:
    assert load(Settings, {"TABLE": "t", "RETRIES": "3"}).rate == 0.5


def test_every_missing_or_malformed_variable_is_named_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load(Settings, {"RETRIES": "many", "RATE": "1"})
    assert caught.value.message == "TABLE is not set; RETRIES is 'many', not of type int"


def test_an_empty_variable_is_a_missing_one() -> None:
    with pytest.raises(ConfigurationError, match="TABLE is not set"):
        load(Settings, {"TABLE": "", "RETRIES": "1"})


def test_the_processs_own_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE", "t")
    monkeypatch.setenv("RETRIES", "3")
    assert load(Settings) == Settings("t", 3)
