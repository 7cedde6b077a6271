"""Of a batch any entries can be taken out, and the answer tells of every entry once."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.behaviours.effects import Partial
from harness.engine.plugins.behaviours.batch_forms import FORMS

EFFECT = Partial(code="Busy", message="later")


def request_of(operation: tuple[str, str], count: int) -> dict[str, Any]:
    """A request with so many entries."""
    entries = [{"Id": str(number), "Key": str(number), "Source": str(number)} for number in range(count)]
    puts = [{"PutRequest": {"Item": {"id": {"S": str(number)}}}} for number in range(count)]
    keys = [{"id": {"S": str(number)}} for number in range(count)]
    match operation:
        case "dynamodb", "BatchWriteItem":
            return {"RequestItems": {"even": puts[::2], "odd": puts[1::2]}}
        case "dynamodb", "BatchGetItem":
            return {"RequestItems": {"jobs": {"Keys": keys, "ConsistentRead": True}}}
        case "s3", _:
            return {"Delete": {"Objects": entries, "Quiet": True}}
        case "sns", _:
            return {"PublishBatchRequestEntries": entries}
    return {"Entries": entries}


@pytest.mark.parametrize("operation", FORMS, ids=".".join)
@given(data=st.data(), count=st.integers(1, 10))
def test_what_is_left_and_what_is_told_together_are_the_whole_batch(
    operation: tuple[str, str], data: st.DataObject, count: int
) -> None:
    form, request = FORMS[operation], request_of(operation, count)
    entries = form.take(request)
    failing = data.draw(st.frozensets(st.integers(0, count - 1), min_size=1))
    original = deepcopy(entries)

    form.leave(request, [entry for index, entry in enumerate(entries) if index not in failing])

    assert len(form.take(request)) == count - len(failing)
    assert entries == original


@pytest.mark.parametrize("operation", [("sqs", "SendMessageBatch"), ("sns", "PublishBatch")], ids=".".join)
def test_queues_and_topics_tell_failures_by_id_beside_their_own(operation: tuple[str, str]) -> None:
    reply: dict[str, Any] = {"Successful": [{"Id": "0"}], "Failed": [{"Id": "1", "Code": "Own"}]}

    FORMS[operation].tell(reply, [{"Id": "0"}, {"Id": "1"}, {"Id": "2"}], frozenset({2}), EFFECT)

    failed = {"Id": "2", "Code": "Busy", "Message": "later", "SenderFault": False}
    assert reply == {"Successful": [{"Id": "0"}], "Failed": [{"Id": "1", "Code": "Own"}, failed]}


def test_a_bus_tells_results_at_the_places_of_their_entries() -> None:
    reply: dict[str, Any] = {"FailedEntryCount": 0, "Entries": [{"EventId": "a"}, {"EventId": "c"}]}

    FORMS["events", "PutEvents"].tell(reply, [{}, {}, {}], frozenset({1}), EFFECT)

    failed = {"ErrorCode": "Busy", "ErrorMessage": "later"}
    assert reply == {"FailedEntryCount": 1, "Entries": [{"EventId": "a"}, failed, {"EventId": "c"}]}


def test_tables_tell_what_is_to_be_asked_again_as_it_was_asked() -> None:
    keys = {"Keys": [{"id": {"S": "1"}}, {"id": {"S": "2"}}], "ConsistentRead": True}
    form, reply = FORMS["dynamodb", "BatchGetItem"], dict[str, Any]()

    form.tell(reply, form.take({"RequestItems": {"jobs": keys}}), frozenset({1}), EFFECT)

    assert reply["UnprocessedKeys"] == {"jobs": {"Keys": [{"id": {"S": "2"}}], "ConsistentRead": True}}
