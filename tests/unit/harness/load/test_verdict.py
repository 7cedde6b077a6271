from dataclasses import replace
from typing import Any

import pytest

from harness.load.books import balance
from harness.load.data import RunData
from harness.load.finding import find
from harness.load.profile import Limit
from harness.load.rows import END_TO_END, Document, Request
from harness.load.verdict import judge
from harness.scenario.journal import Verdict
from tests.unit.harness.load.ledgers import NOON, completed, waiting
from tests.unit.harness.load.runs import ending, plan, request, run_of, sample


def limit(measure: Any, of: str = "", **bound: float) -> Limit:
    return Limit(measure=measure, of=of, **bound)


def slow_after(seconds: float) -> list[Any]:
    """A minute of uploads, ten a second: 20 ms each, and 900 ms from a moment on."""
    return [request(tenth / 10, 20 if tenth / 10 < seconds else 900) for tenth in range(600)]


def test_a_breach_says_which_limit_the_value_and_since_when() -> None:
    finding = find(run_of(slow_after(40)), limit("p95_ms", "PutObject", at_most=500))
    assert not finding.held
    assert finding.at == 40.0
    assert finding.sentence == (
        "P95 of PutObject: 900 ms, first at 12:00:40 UTC, 40 s into the run at 1 arrivals a second; "
        "the limit is at most 500 ms."
    )


def test_a_limit_that_holds_says_so() -> None:
    finding = find(run_of(slow_after(60)), limit("p95_ms", "PutObject", at_most=500))
    assert finding.held
    assert finding.sentence == "P95 of PutObject: 20 ms; the limit is at most 500 ms."


def test_a_single_bad_stretch_is_no_breach_if_the_whole_run_holds() -> None:
    """The limit is about the run; when it breaks, the course tells since when."""
    assert find(run_of(slow_after(58)), limit("p95_ms", "PutObject", at_most=500)).held


def test_nothing_measured_is_no_success() -> None:
    finding = find(run_of([request(0, 5)]), limit("p95_ms", END_TO_END, at_most=500))
    assert not finding.held
    assert "nothing was measured" in finding.sentence
    assert not find(run_of([request(0, 5)]), limit("dead_letters", at_most=0)).held  # nobody looked at any queue


def test_documents_that_never_end_count_as_long_as_they_were_waited_for() -> None:
    """Else a pipeline that loses the slow ones would look fast."""
    late: list[Document] = [waiting(f"w{number}") for number in range(10)]
    run = run_of([ending(second, 1) for second in range(60)], limit("p95_ms", END_TO_END, at_most=5000), documents=late)
    assert find(run, run.plan.profile.limits[0]).value == pytest.approx(60_000)


def test_dead_letters_of_others_dont_count() -> None:
    depths = [3, 3, 3, 5, 5]
    samples = [sample(at, "queue CompletionDeadLetterQueue", depth) for at, depth in enumerate(depths)]
    finding = find(run_of([request(0, 5)], samples=samples), limit("dead_letters", at_most=0))
    assert (finding.value, finding.at) == (2.0, 3.0)


def test_the_depth_is_that_of_all_queues_together_or_of_one() -> None:
    samples = [
        *(sample(at, "queue CompletionQueue", 10 * at) for at in range(4)),
        *(sample(at, "queue WakeUpQueue", 1) for at in range(4)),
        *(sample(at, "queue DeadLetterQueue", 99) for at in range(4)),
    ]
    run = run_of([request(0, 5)], samples=samples)
    assert find(run, limit("queue_depth", at_most=0)).value == 31
    assert find(run, limit("queue_depth", "WakeUpQueue", at_most=0)).value == 1


def test_a_series_that_began_later_is_added_where_it_belongs() -> None:
    samples = [
        *(sample(at, "queue A", 1) for at in range(4)),
        *(sample(at, "queue B", 5) for at in range(2, 4)),
    ]
    total = run_of([request(0, 5)], samples=samples).total(["queue A", "queue B"])
    assert total is not None
    assert list(zip(total.seconds, total.values, strict=True)) == [(0, 1), (1, 1), (2, 6), (3, 6)]


def test_throughput_counts_what_has_ended_over_the_time_that_it_took() -> None:
    documents = [completed(str(number), ended=NOON + number) for number in range(1, 41)]
    run = run_of([ending(number, 1) for number in range(40)], documents=documents)
    finding = find(run, limit("documents_per_second", at_least=2))
    assert finding.value == pytest.approx(1.0)
    assert finding.sentence == "Documents per second: 1 over the whole run; the limit is at least 2."


def test_errors_are_counted_by_event_or_all_together() -> None:
    requests = [request(at, 5, error="SlowDown" if at < 3 else "") for at in range(10)] + [
        ending(at, 1) for at in range(10)
    ]
    assert find(run_of(requests), limit("error_rate", "PutObject", at_most=0)).value == pytest.approx(0.3)
    assert find(run_of(requests), limit("error_rate", at_most=0)).value == pytest.approx(0.15)


def test_a_limit_on_something_that_never_came_names_what_did() -> None:
    finding = find(run_of([request(0, 5)]), limit("p95_ms", "putobject", at_most=500))
    assert finding.sentence == "P95 of putobject: nothing was measured (but of PutObject); the limit is at most 500 ms."


AILING = run_of(
    [request(second, 2000 if second >= 30 else 10, error="SlowDown" if second >= 30 else "") for second in range(60)],
    samples=[
        sample(second, series, 7 if second >= 30 else 0)
        for second in range(60)
        for series in ("queue CompletionQueue", "queue DeadLetterQueue", "throttles")
    ],
)
"""Half a minute all is well."""


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (limit("p50_ms", "PutObject", at_most=500), "P50 of PutObject: 1.00 s"),
        (limit("p95_ms", "PutObject", at_most=500), "P95 of PutObject: 2.00 s"),
        (limit("p99_ms", "PutObject", at_most=500), "P99 of PutObject: 2.00 s"),
        (limit("error_rate", at_most=0.1), "Error rate: 50.00%"),
        (limit("error_rate", "PutObject", at_most=0.1), "Error rate of PutObject: 50.00%"),
        (limit("queue_depth", "CompletionQueue", at_most=5), "Queue depth of CompletionQueue: 7"),
        (limit("dead_letters", at_most=0), "Dead letters: 7"),
        (limit("throttles", at_most=5), "Throttles: 7"),
    ],
    ids=lambda value: value.name if isinstance(value, Limit) else "",
)
def test_whatever_breaks_fails_the_run_with_its_name_its_value_and_when(broken: Limit, said: str) -> None:
    run = replace(AILING, plan=plan(broken))
    report = judge(run)
    assert report.verdict is Verdict.FAILED
    (trouble,) = report.troubles
    assert trouble.startswith(f"{said}, first at 12:00:30 UTC, 30 s into the run at 1 arrivals a second; ")


BREACHED = limit("p95_ms", "PutObject", at_most=1)
HELD = limit("p95_ms", "PutObject", at_most=100)


@pytest.mark.parametrize(
    ("run", "verdict"),
    [
        (run_of([request(0, 5)], HELD), Verdict.PASSED),
        (run_of([request(0, 5)], HELD, BREACHED), Verdict.FAILED),
        (run_of([request(0, 5)], HELD, books=balance([waiting()], {})), Verdict.FAILED),
        (run_of([request(0, 5)], HELD, books=None), Verdict.BROKEN),
        (run_of([]), Verdict.BROKEN),
    ],
)
def test_a_run_passes_if_limits_hold_and_books_balance(run: RunData, verdict: Verdict) -> None:
    assert judge(run).verdict is verdict


def test_what_was_interrupted_is_neither_passed_nor_failed() -> None:
    assert judge(run_of([request(0, 5)], BREACHED), interrupted=True).verdict is Verdict.INTERRUPTED


def test_a_generator_that_was_late_is_told_of() -> None:
    late = [request(at, 5) for at in range(90)]
    late += [Request("PutObject", NOON + at, NOON + at + 2, NOON + at + 2.1) for at in range(10)]
    (warning,) = judge(run_of(late)).warnings
    assert warning.startswith("The generator itself was late: 10 of 100 requests")


def test_troubles_name_limits_and_books() -> None:
    report = judge(run_of([request(0, 5)], BREACHED, HELD, books=balance([waiting("k")], {})))
    assert [trouble.split(":")[0] for trouble in report.troubles] == ["P95 of PutObject", "The books don't balance"]
