"""Who decides: the first behaviour that is about a moment, within its limits, the same way each time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.behaviours.board import Board
from fakes.behaviours.effects import Drop
from fakes.behaviours.moment import Caller
from fakes.behaviours.reports import Outcome
from tests.unit.fakes.behaviours.moments import ACCOUNT, ALL, OTHER, Time, behaviour, call, delivery, ordered_by


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def board(time: Time) -> Board:
    return Board(time)


@pytest.mark.parametrize(
    "match",
    [
        {},
        {"service": "dynamo*", "operation": "Put*"},
        {"resource": "jobs"},
        {"resource": "arn:*:table/jobs"},
        {"prompt": r"deed of \w+"},
        {"caller": "any"},
    ],
)
def test_a_behaviour_is_about_moments_of_which_all_that_it_says_is_true(board: Board, match: dict[str, str]) -> None:
    board.set(ACCOUNT, behaviour(id="it", match=match))
    moment = call(resources=("jobs", "arn:aws:dynamodb:::table/jobs"), prompt=lambda: "A deed of trust")

    assert ordered_by(board.decide(moment, ALL)) == "it"


@pytest.mark.parametrize(
    "match",
    [
        {"service": "sqs"},
        {"operation": "Get*"},
        {"resource": "job"},
        {"prompt": "invoice"},
        {"caller": "service"},
        {"account": OTHER},
        {"point": "work"},
    ],
)
def test_and_about_no_others(board: Board, match: dict[str, str]) -> None:
    board.set(ACCOUNT, behaviour(match=match))

    assert board.decide(call(), ALL) is None
    assert [report.matched for report in board.reports(ACCOUNT)] == [0]


def test_accounts_do_not_meet_unless_one_names_the_other(board: Board) -> None:
    board.set(ACCOUNT, behaviour(id="own"))

    assert board.decide(call(account=OTHER), ALL) is None

    board.set(ACCOUNT, behaviour(id="far", match={"account": OTHER}))
    assert ordered_by(board.decide(call(account=OTHER), ALL)) == "far"


def test_calls_of_the_engines_own_services_do_not_count_unless_asked_for(board: Board) -> None:
    board.set(ACCOUNT, behaviour(id="second", match={"nth": 2}))

    inner = call(caller=Caller.SERVICE)
    fates = [board.decide(moment, ALL) for moment in (call(), inner, inner, call())]

    assert [ordered_by(fate) for fate in fates] == [None, None, None, "second"]


def test_the_first_that_is_about_it_wins_and_replacing_it_keeps_its_place(board: Board) -> None:
    board.set(ACCOUNT, behaviour(id="first"))
    board.set(ACCOUNT, behaviour(id="second"))
    board.set(ACCOUNT, behaviour(id="first", match={"operation": "PutItem"}))

    assert ordered_by(board.decide(call("PutItem"), ALL)) == "first"
    assert ordered_by(board.decide(call("GetItem"), ALL)) == "second"
    assert [report.behaviour.id for report in board.reports(ACCOUNT)] == ["first", "second"]


def test_one_that_passes_a_moment_by_leaves_it_to_the_next(board: Board) -> None:
    board.set(ACCOUNT, behaviour(id="once", limit={"count": 1}))
    board.set(ACCOUNT, behaviour(id="always"))

    assert [ordered_by(board.decide(call(), ALL)) for _ in range(3)] == ["once", "always", "always"]


def test_an_effect_that_cannot_be_had_at_a_place_does_not_match_there(board: Board) -> None:
    board.set(ACCOUNT, behaviour({"kind": "drop"}))

    assert board.decide(delivery(), ()) is None
    assert board.decide(delivery(), (Drop,)) is not None
    assert [report.matched for report in board.reports(ACCOUNT)] == [1]


def test_read_only_lets_readers_through(board: Board) -> None:
    board.set(ACCOUNT, behaviour({"kind": "read-only"}, id="frozen"))

    assert board.decide(call("GetItem", writes=False), ALL) is None
    assert ordered_by(board.decide(call("PutItem"), ALL)) == "frozen"


def test_time_ends_a_behaviour(board: Board, time: Time) -> None:
    board.set(ACCOUNT, behaviour(id="outage", limit={"seconds": 60}))

    fates = []
    for _ in range(3):
        fates.append(ordered_by(board.decide(call(), ALL)))
        time.seconds += 30

    assert fates == ["outage", "outage", None]


def test_a_rate_lets_so_many_through_and_stays_the_winner(board: Board, time: Time) -> None:
    board.set(ACCOUNT, behaviour({"kind": "throttle", "rate": 2, "burst": 2}, id="slow"))
    board.set(ACCOUNT, behaviour(id="never"))

    def calls() -> list[str | None]:
        return [ordered_by(board.decide(call(), ALL)) for _ in range(3)]

    assert calls() == [None, None, "slow"]
    time.seconds += 0.5
    assert calls() == [None, "slow", "slow"]
    assert [report.applied for report in board.reports(ACCOUNT)] == [3, 0]


def test_every_decision_is_on_record(board: Board) -> None:
    board.set(ACCOUNT, behaviour(id="second", match={"nth": 2}, limit={"count": 1}))
    for _ in range(3):
        board.decide(call(), ALL)

    decisions = board.decisions(ACCOUNT)

    assert [decision.outcome for decision in decisions] == [Outcome.NOT_THE_NTH, Outcome.APPLIED, Outcome.OVER]
    assert {(decision.service, decision.operation, decision.resource) for decision in decisions} == {
        ("dynamodb", "PutItem", "jobs")
    }
    assert board.decisions(OTHER) == []


def test_clearing_tells_what_was_idle_and_ends_all_waiting(board: Board) -> None:
    board.set(ACCOUNT, behaviour({"kind": "delay", "seconds": 3600}, id="long"))
    board.set(ACCOUNT, behaviour(id="idle", match={"service": "sqs"}))
    order = board.decide(call(), ALL)
    assert order is not None

    cleared = board.clear(ACCOUNT)

    assert order.ended.is_set()
    assert {report.behaviour.id: report.was_idle for report in cleared} == {"long": False, "idle": True}
    assert board.reports(ACCOUNT) == []


def test_stopping_ends_all_waiting_of_every_account(board: Board) -> None:
    orders = []
    for owner in (ACCOUNT, OTHER):
        board.set(owner, behaviour())
        orders.append(board.decide(call(account=owner), ALL))

    board.clear_all()

    assert all(order is not None and order.ended.is_set() for order in orders)


@given(seed=st.integers(), probability=st.floats(0, 1), calls=st.integers(1, 60))
def test_equal_seeds_choose_equal_moments(seed: int, probability: float, calls: int) -> None:
    def fates() -> list[bool]:
        board = Board(Time())
        board.set(ACCOUNT, behaviour(match={"seed": seed, "probability": probability}))
        return [board.decide(call(), ALL) is not None for _ in range(calls)]

    assert fates() == fates()


def test_a_probability_is_about_met() -> None:
    board = Board(Time())
    board.set(ACCOUNT, behaviour(match={"probability": 0.3}))

    hits = sum(board.decide(call(), ALL) is not None for _ in range(2000))

    assert 500 < hits < 700


def test_a_count_is_exact_under_concurrent_calls(board: Board) -> None:
    board.set(ACCOUNT, behaviour(limit={"count": 100}))

    with ThreadPoolExecutor(16) as threads:
        fates = list(threads.map(lambda _: board.decide(call(), ALL), range(1600)))

    assert sum(fate is not None for fate in fates) == 100


def fates_of(keys: list[str]) -> dict[str, list[bool]]:
    """Whether a behaviour hits each of some documents, for each time that it comes."""
    board = Board(Time())
    fates: dict[str, list[bool]] = {key: [] for key in keys}
    board.set(ACCOUNT, behaviour(match={"each": r"\w+\.pdf", "probability": 0.5, "seed": 7}))
    for key in keys:
        fates[key].append(board.decide(call(content=lambda: f"in/{key}"), ALL) is not None)  # noqa: B023 - asked at once
    return fates


COMING = ["a.pdf", "b.pdf", "c.pdf"] * 8


@given(order=st.permutations(COMING))
def test_what_becomes_of_each_document_does_not_depend_on_which_came_first(order: list[str]) -> None:
    assert fates_of(order) == fates_of(COMING)


def test_each_document_has_a_fate_of_its_own() -> None:
    assert len({tuple(fates) for fates in fates_of(COMING).values()}) == 3


def test_each_has_an_nth_of_its_own_and_what_is_about_none_does_not_count(board: Board) -> None:
    board.set(ACCOUNT, behaviour(id="second", match={"each": r"\w+\.pdf", "nth": 2}))

    fates = [board.decide(call(resources=(name,)), ALL) for name in ("a.pdf", "b.pdf", "table", "b.pdf", "a.pdf")]

    assert [ordered_by(fate) for fate in fates] == [None, None, None, "second", "second"]
    assert [report.matched for report in board.reports(ACCOUNT)] == [4]
