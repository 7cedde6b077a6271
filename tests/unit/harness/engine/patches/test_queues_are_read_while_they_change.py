"""Who looks at a queue doesn't mind that others use it meanwhile."""

from typing import Any

import pytest
from localstack.services.sqs import models
from localstack.services.sqs.models import StandardQueue

from harness.engine.plugins.patches import queues_are_read_while_they_change


@pytest.fixture(autouse=True, scope="module")
def patched() -> None:
    queues_are_read_while_they_change.apply(models)


@pytest.mark.parametrize("place", ["inflight", "delayed"])
def test_messages_may_come_and_go_while_somebody_goes_through_them(place: str) -> None:
    queue: Any = StandardQueue("work", "us-east-1", "000000000000")
    messages = getattr(queue, place)
    messages |= {"first", "second"}
    seen = set()

    for message in messages:
        seen.add(message)
        messages.discard("first")
        messages.add(f"after {message}")

    assert seen == {"first", "second"}
    assert getattr(queue, place) == {"second", "after first", "after second"}
