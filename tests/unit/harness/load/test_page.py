import re
from html.parser import HTMLParser

import pytest

from harness.load.books import balance
from harness.load.charts import charts_of
from harness.load.data import RunData
from harness.load.page import render
from harness.load.profile import Limit
from harness.load.rows import END_TO_END
from harness.load.stages import stages_of
from harness.load.verdict import judge
from tests.unit.harness.load.ledgers import NOON, completed, waiting
from tests.unit.harness.load.runs import ending, request, run_of, sample

LIMIT = Limit(measure="p95_ms", of="PutObject", at_most=10)


def busy() -> RunData:
    """Two minutes, with queues that fill and empty again, and a document that was lost."""
    requests = [request(at / 2, 20 + at % 7) for at in range(120)] + [ending(at, 2 + at / 60) for at in range(58)]
    samples = [
        *(sample(at, "queue CompletionQueue", max(0, 30 - abs(at - 30))) for at in range(-2, 64)),
        *(sample(at, "queue CompletionDeadLetterQueue", 0) for at in range(-2, 64)),
        *(sample(at, "concurrency textract-processor-bedrock", 3.5) for at in range(-2, 64)),
        *(sample(at, "textract jobs", 2) for at in range(-2, 64)),
        *(sample(at, "throttles", 0) for at in range(-2, 64)),
    ]
    lost = "incoming/load/<script>alert(1)</script>.pdf"
    return run_of(requests, LIMIT, samples=samples, documents=[completed()], books=balance([waiting(lost)], {}))


class Structure(HTMLParser):
    """Tags that are open, and all that a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [value or "" for name, value in attrs if name in ("src", "srcset", "data")]
        if tag in ("script", "link", "iframe", "object"):
            self.fetched.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Shapes."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_is_whole_and_needs_nothing_else() -> None:
    run = busy()
    structure = Structure()
    structure.feed(render(run, judge(run)))
    assert structure.open == []
    assert structure.fetched == []


def test_every_color_that_is_used_is_defined() -> None:
    """Styles are shared with other pages, which may change."""
    run = busy()
    page = render(run, judge(run))
    assert set(re.findall(r"var\((--[\w-]+)\)", page)) <= set(re.findall(r"(--[\w-]+):", page))
    classes = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    assert {name for name in classes if f".{name}" not in page} <= {"top", "legend", "charts", "rows"}


def test_a_page_says_the_verdict_first_and_why() -> None:
    run = busy()
    page = render(run, judge(run))
    assert page.index("Failed") < page.index("P95 of PutObject: ") < page.index("<figure")
    assert "alert(1)" in page
    assert "<script" not in page


def test_every_measure_has_its_chart_with_limits_drawn_in() -> None:
    run = busy()
    charts = {chart.title: chart for chart in charts_of(run, judge(run).findings)}
    assert list(charts) == [
        END_TO_END,
        "PutObject",
        "Rate",
        "Queues",
        "Functions at work",
        "Jobs and events that wait",
        "Cost",
    ]
    (mark,) = charts["PutObject"].drawn_marks
    assert (mark.value, mark.broken) == (10, True)
    assert [line.name for line in charts["Queues"].lines] == ["CompletionQueue", "dead letters"]
    assert charts["Queues"].lines[0].highest == 30
    assert charts["Cost"].lines[0].highest == pytest.approx(sum(document.ai_usd for document in run.documents))


def test_nothing_is_drawn_outside_of_the_run() -> None:
    run = busy()
    page = render(run, judge(run))
    places = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", page)]
    assert places
    assert all(0 <= x <= 1000 for x in places)


def test_a_run_of_which_nothing_was_measured_has_a_page_too() -> None:
    run = run_of([], books=None)
    assert "Broken" in render(run, judge(run))


def test_where_the_time_goes_adds_up() -> None:
    document = completed(textract_started=NOON + 1, textract_ended=NOON + 4, ended=NOON + 10)
    stages = stages_of([document, waiting()])
    assert [round(stage.p50) for stage in stages] == [1000, 3000, 6000]
    assert [round(stage.share) for stage in stages] == [10, 30, 60]
