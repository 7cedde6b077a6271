"""What is kept of parameters and answers: no secrets, no streams, and no more than a page."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.common.written import Written
from harness.engine.plugins.recorder.redaction import ITEMS_KEPT, REDACTED, TEXT_KEPT, redact

SECRET = "hunter2"


@pytest.mark.parametrize(
    "value",
    [
        {"SecretString": SECRET},
        {"Authorization": SECRET},
        {"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": SECRET, "SessionToken": SECRET}},
        {"Environment": {"Variables": {"DB_PASSWORD": SECRET, "OPENAI_API_KEY": SECRET}}},
        {"Name": "/db/user", "Type": "SecureString", "Value": SECRET},
        {"AuthParameters": [{"PASSWORD": SECRET}]},
    ],
)
def test_secrets_are_not_kept(value: dict[str, Any]) -> None:
    kept = json.dumps(redact(value))

    assert SECRET not in kept
    assert REDACTED in kept


def test_what_names_a_secret_is_none() -> None:
    assert redact({"SecretId": "db/user"}) == {"SecretId": "db/user"}


def test_a_stream_is_left_for_those_who_need_it() -> None:
    body = io.BytesIO(b"deed")

    assert redact({"Body": body}) == {"Body": "(stream)"}
    assert body.read() == b"deed"


def test_what_was_written_before_is_read() -> None:
    assert redact({"Blocks": Written('[{"Id": "1", "Password": "x"}]')}) == {
        "Blocks": [{"Id": "1", "Password": REDACTED}]
    }


def test_what_is_long_is_cut() -> None:
    kept = redact({"Text": "x" * 10_000, "List": list(range(1000)), "Blob": b"\xff" * 10_000})

    assert len(kept["Text"]) == TEXT_KEPT
    assert len(kept["List"]) == ITEMS_KEPT
    assert kept["Blob"].startswith("10000 bytes: ")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.just(datetime(2026, 1, 1, tzinfo=UTC)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_whatever_is_kept_can_be_written_as_json(value: Any) -> None:
    json.dumps(redact(value))
