"""S3's events: which of them reach EventBridge at all."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.s3 import notifications
from localstack.utils.event_matcher import matches_event

from harness.engine.plugins.patches import event_patterns_compiled_once, s3_events_find_no_rule
from harness.engine.plugins.patching import PatchBoard
from tests.unit.harness.engine.patches.buses import ACCOUNT, REGION, rule

DOCUMENTS = {"source": ["aws.s3"], "detail": {"object": {"key": [{"prefix": "incoming/"}]}}}


@pytest.fixture(autouse=True, scope="module")
def patched() -> None:
    board = PatchBoard()
    board.install([s3_events_find_no_rule.PATCH, event_patterns_compiled_once.PATCH])
    assert board.failed() == {}


def is_told_of(key: str, account: str = ACCOUNT) -> bool:
    context = notifications.S3EventNotificationContext(
        request_id="1",
        event_type="s3:ObjectCreated:Put",
        event_time=datetime(2026, 1, 1, tzinfo=UTC),
        account_id=account,
        region=REGION,
        bucket_name="bucket",
        key_name=key,
        xray="",
        bucket_location=REGION,
        bucket_account_id=account,
        caller=account,
        key_size=1,
        key_etag="etag",
        key_version_id="",
        key_expiry=datetime(2027, 1, 1, tzinfo=UTC),
        key_storage_class=None,
    )
    return bool(notifications.EventBridgeNotifier.should_notify(context, {}))


def test_eventbridge_is_told_of_what_a_rule_waits_for_and_of_nothing_else(rules: dict[str, Any]) -> None:
    rules.update(others=rule({"source": ["aws.ec2"]}), documents=rule(DOCUMENTS))

    assert is_told_of("incoming/a.pdf")
    assert not is_told_of("processed/a.json")


def test_a_disabled_rule_and_a_schedule_wait_for_nothing(rules: dict[str, Any]) -> None:
    rules.update(disabled=rule(DOCUMENTS, "DISABLED"), schedule=rule(None))

    assert not is_told_of("incoming/a.pdf")


def test_a_rule_is_heeded_from_its_making_to_its_end(rules: dict[str, Any]) -> None:
    before = is_told_of("incoming/a.pdf")
    rules["documents"] = rule(DOCUMENTS)
    during = is_told_of("incoming/a.pdf")
    del rules["documents"]

    assert (before, during, is_told_of("incoming/a.pdf")) == (False, True, False)


def test_where_no_bus_was_used_yet_nobody_waits() -> None:
    assert not is_told_of("incoming/a.pdf", account="000000000043")


def test_what_no_rule_can_judge_is_left_to_eventbridge(rules: dict[str, Any]) -> None:
    rules["broken"] = SimpleNamespace(event_pattern="no JSON", state="ENABLED")

    assert is_told_of("incoming/a.pdf")


def test_a_pattern_that_is_compiled_once_matches_each_event_by_itself() -> None:
    pattern = json.dumps(DOCUMENTS)
    events = [{"source": "aws.s3", "detail": {"object": {"key": key}}} for key in ("incoming/a", "b", "incoming/c")]

    assert [matches_event(pattern, event) for event in events] == [True, False, True]
