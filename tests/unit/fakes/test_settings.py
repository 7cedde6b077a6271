from pathlib import Path

import pytest
from pydantic import ValidationError

from fakes.settings import FakeSettings, environment_with


def test_variables_set_the_fields_they_are_named_after() -> None:
    settings = FakeSettings.from_environment({"REHEARSE_CACHE_DIR": "here", "REHEARSE_TEXTRACT_READERS": "3"})

    assert settings.cache_dir == Path("here")
    assert settings.textract_readers == 3


def test_what_is_not_set_or_empty_keeps_its_default() -> None:
    assert FakeSettings.from_environment({"REHEARSE_TEXTRACT_READERS": ""}) == FakeSettings.from_environment({})


def test_a_value_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValidationError, match="textract_readers"):
        FakeSettings.from_environment({"REHEARSE_TEXTRACT_READERS": "0"})


def test_a_child_gets_this_environment_with_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPT", "1")

    assert environment_with(ADDED="2").items() >= {("KEPT", "1"), ("ADDED", "2")}
