"""How many calls are kept can be told from outside."""

import pytest
from pydantic import ValidationError

from harness.settings import RecorderSettings


@pytest.mark.parametrize(("said", "kept"), [("", 10_000), ("500", 500), ("0", 0)])
def test_the_number_of_calls_is_read(monkeypatch: pytest.MonkeyPatch, said: str, kept: int) -> None:
    monkeypatch.setenv("REHEARSE_CALLS_KEPT", said)

    assert RecorderSettings.from_environment().calls_kept == kept


@pytest.mark.parametrize("said", ["-1", "many"])
def test_an_impossible_number_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("REHEARSE_CALLS_KEPT", said)

    with pytest.raises(ValidationError):
        RecorderSettings.from_environment()
