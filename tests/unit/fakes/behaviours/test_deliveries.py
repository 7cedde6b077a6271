"""Messages that come late, twice, in the wrong order, or not at all."""

from threading import Event

import pytest

from fakes.behaviours.board import Board
from fakes.behaviours.deliveries import Deliveries, DeliveryError
from tests.unit.fakes.behaviours.moments import ACCOUNT, Time, behaviour, delivery


class Post:
    """Delivers letters, and keeps those that have arrived."""

    def __init__(self) -> None:
        self.board = Board(Time())
        self.arrived: list[str] = []
        self._deliveries = Deliveries(self.board)

    def deliver(self, letter: str, on: str = "done") -> None:
        """Hand a letter on."""
        self._deliveries.deliver(delivery(resources=(on,)), lambda: self.arrived.append(letter))


@pytest.fixture
def post() -> Post:
    return Post()


def test_without_orders_all_arrive_in_order(post: Post) -> None:
    for letter in "abc":
        post.deliver(letter)

    assert post.arrived == ["a", "b", "c"]


def test_a_dropped_message_never_arrives(post: Post) -> None:
    post.board.set(ACCOUNT, behaviour({"kind": "drop"}, match={"nth": 2}))

    for letter in "abc":
        post.deliver(letter)

    assert post.arrived == ["a", "c"]


def test_a_duplicated_message_arrives_once_more_for_each_time(post: Post) -> None:
    post.board.set(ACCOUNT, behaviour({"kind": "duplicate", "times": 4}, limit={"count": 1}))

    for letter in "ab":
        post.deliver(letter)

    assert post.arrived == ["a", "a", "a", "a", "a", "b"]


def test_a_reordered_message_lets_as_many_pass_as_it_is_told(post: Post) -> None:
    post.board.set(ACCOUNT, behaviour({"kind": "reorder", "behind": 2, "seconds": 3600}, match={"nth": 1}))

    for letter in "abcd":
        post.deliver(letter)

    assert post.arrived == ["b", "c", "a", "d"]


def test_only_messages_of_the_same_source_pass(post: Post) -> None:
    post.board.set(ACCOUNT, behaviour({"kind": "reorder", "seconds": 3600}, match={"nth": 1}))

    post.deliver("a", on="done")
    post.deliver("b", on="failed")
    post.deliver("c", on="done")

    assert post.arrived == ["b", "c", "a"]


@pytest.mark.parametrize(
    "effect", [{"kind": "reorder", "seconds": 3600}, {"kind": "delay", "seconds": 3600}], ids=["reorder", "delay"]
)
def test_a_message_that_waits_is_delivered_when_its_behaviour_is_cleared(post: Post, effect: dict[str, object]) -> None:
    post.board.set(ACCOUNT, behaviour(effect, match={"point": "delivery"}))
    arrived = Event()
    Deliveries(post.board).deliver(delivery(), arrived.set)
    assert not arrived.is_set()

    post.board.clear(ACCOUNT)

    assert arrived.wait(60)


def test_an_attempt_fails_with_the_code_that_was_asked_for(post: Post) -> None:
    post.board.set(ACCOUNT, behaviour(match={"point": "delivery"}))

    with pytest.raises(DeliveryError, match="ServiceUnavailable"):
        post.deliver("a")

    assert post.arrived == []
