"""An internal answer says the same however much of it is read at a time."""

from typing import Any

import pytest
from localstack.aws import client as module
from localstack.http import Response

from harness.engine.plugins.patches.internal_answers_are_read_whole import apply

PIECES = [b"a function's", b"", b" code", b" in pieces"]


@pytest.fixture(scope="module", autouse=True)
def patched() -> None:
    apply(module)


@pytest.fixture
def stream() -> Any:
    return module._ResponseStream(Response(iter(PIECES)))


@pytest.mark.parametrize("all_of_it", [(), (None,), (-1,)])
def test_all_of_it_comes_at_once_and_then_nothing(stream: Any, all_of_it: tuple[int | None, ...]) -> None:
    assert stream.read(*all_of_it) == b"".join(PIECES)
    assert stream.read(*all_of_it) == b""


def test_who_has_read_some_gets_the_rest(stream: Any) -> None:
    assert stream.read(5) == b"a fun"
    assert stream.read() == b"ction's code in pieces"
