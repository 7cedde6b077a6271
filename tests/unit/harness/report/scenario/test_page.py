"""The page, read back by a parser as a browser would."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.report.scenario.call_rows import MOST, call_rows
from harness.report.scenario.log_groups import log_groups
from harness.report.scenario.times import since, spell
from harness.report.scenario.write import EVIDENCE, JOURNAL, render, rewrite_report, write_index, write_report
from harness.scenario.evidence import Evidence
from harness.scenario.journal import Verdict
from harness.scenario.log_lines import LogLine, parse
from tests.unit.harness.report.scenario.story import BEGAN, Story, at, entry, journal_of, poison

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}</style></svg>"


class Reader(HTMLParser):
    """Collects tags, attributes and texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_the_verdict_comes_first_and_says_what_was_expected_and_seen() -> None:
    texts = [text for text in Reader(render(*poison())).texts if text]
    body = texts[texts.index("Rehearsal") :]

    assert body[1:4] == ["✗", "failed", "A processor that fails"]
    assert body.index("Expected") < body.index("is COMPLETED") < body.index("TEXTRACT_STARTED")
    assert body.index("Which hop broke") < body.index("Hops", body.index("Which hop broke"))
    assert "deed.pdf stopped at TEXTRACT_STARTED; the hop that didn't happen: Bedrock" in body
    assert any("line 31" in text for text in body)


def test_sections_are_in_the_order_in_which_an_operator_reads() -> None:
    page = render(*poison())

    places = [page.index(f'<section id="{name}"') for name in ("hops", "timeline", "probes", "calls", "logs")]

    assert places == sorted(places)


def test_whatever_a_run_says_is_text_and_never_markup() -> None:
    story = Story()
    story.call(1, EVIL, EVIL, session=EVIL, resources={"queue": EVIL}, error=EVIL, status=400)
    story.log(1, EVIL, EVIL, correlation=EVIL, facts={EVIL: EVIL})
    said = entry(
        "probe",
        EVIL,
        0,
        1,
        say=EVIL,
        arguments=EVIL,
        expected={EVIL: EVIL},
        seen=EVIL,
        asked=1,
        verdict=Verdict.FAILED,
        exception=EVIL,
    )
    _, evidence = poison()
    for happening in evidence.happenings:
        happening.resource = happening.subject = EVIL
    everything = Evidence(
        calls=tuple(story.calls), happenings=evidence.happenings, logs=tuple(story.logs), gaps=(EVIL,)
    )
    journal = journal_of([said], title=EVIL, shows=EVIL, file=EVIL, parameters={EVIL: EVIL}, explanation=(EVIL,))

    reader, plain = Reader(render(journal, everything)), Reader(render(*poison()))

    assert reader.tags.count("script") == plain.tags.count("script")
    assert "img" not in reader.tags
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert not any("49" in text for text in reader.texts if "alert" in text)


def test_nothing_is_fetched_and_only_our_own_script_may_run() -> None:
    page = render(*poison())

    assert re.findall(r"\b(?:src|href)=\"(?!#)", page) == []
    assert "url(http" not in page
    assert re.search(r"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[A-Za-z0-9+/]{43}='", page)


def test_a_run_without_evidence_still_has_a_page(tmp_path: Path) -> None:
    journal, _ = poison()
    (tmp_path / JOURNAL).write_text(journal.model_dump_json())

    page = rewrite_report(tmp_path).read_text()

    assert "Missing in this report" in page
    assert "Nothing was done to the system." in page


def test_the_page_can_be_made_again_from_the_files_alone(tmp_path: Path) -> None:
    first = write_report(tmp_path, *poison()).read_text()

    assert rewrite_report(tmp_path / JOURNAL).read_text() == first
    assert json.loads((tmp_path / EVIDENCE).read_bytes())["happenings"]


def test_a_journal_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_text("{}")

    with pytest.raises(UsageError, match="isn't what a run has left"):
        rewrite_report(tmp_path)
    with pytest.raises(UsageError, match="can't be read"):
        rewrite_report(tmp_path / "nowhere" / JOURNAL)


def test_an_index_leads_to_each_run_and_says_why_it_failed(tmp_path: Path) -> None:
    journal, _ = poison()
    passed = journal_of([], verdict=Verdict.PASSED, scenario="fine")

    page = write_index(tmp_path / "index.html", [(journal, tmp_path / "one"), (passed, tmp_path / "two")]).read_text()

    reader = Reader(page)
    assert [value for name, value in reader.attributes if name == "href"] == ["one/report.html", "two/report.html"]
    assert "1 of 2 scenarios passed" in reader.texts
    assert "it is done" in reader.texts


def test_of_too_many_calls_failures_and_the_systems_own_are_kept() -> None:
    story = Story()
    for number in range(MOST):
        story.call(number, "dynamodb", "Query")
    story.call(MOST, "dynamodb", "PutItem", session="processor")
    story.call(MOST + 1, "dynamodb", "Query", status=400, error="Oops")

    calls = call_rows(story.calls, BEGAN)

    assert (calls.count, len(calls.rows)) == (MOST + 2, MOST)
    assert [row.operation for row in calls.rows[-2:]] == ["PutItem", "Query"]
    assert calls.rows[-1].error == "Oops"


def test_a_line_without_an_id_belongs_to_what_its_invocation_is_about() -> None:
    _, evidence = poison()

    logs = log_groups([*evidence.logs, LogLine(at=at(9), function="f", level="INFO", message="alone")], BEGAN)

    assert [(group.correlation, group.count, group.errors) for group in logs.groups] == [("proc-1", 6, 3), ("", 1, 0)]


def test_a_line_of_powertools_is_read() -> None:
    text = json.dumps(
        {"level": "ERROR", "message": "no", "processingId": "p", "function_request_id": "r", "exception": "Traceback"}
    )

    line = parse(text, "f", at(0))

    assert (line.level, line.message, line.correlation, line.request) == ("ERROR", "no", "p", "r")
    assert line.facts["exception"] == "Traceback"


def test_a_line_of_lambda_itself_is_read() -> None:
    request = "8f2c7d1e-1111-2222-3333-444455556666"

    line = parse(f"2026-03-01T12:00:00Z {request} Task timed out after 3.00 seconds\n\n", "f", at(0))

    assert (line.level, line.request) == ("ERROR", request)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (0.35, "0.35 s"),
        (2, "2 s"),
        (180.2, "180 s"),
        (3900, "1 h 5 min"),
        (7199.9, "2 h"),
        (2592000, "30 d"),
    ],
)
def test_durations_are_said_as_runbooks_say_them(seconds: float, said: str) -> None:
    assert spell(seconds) == said
    assert since(BEGAN, at(seconds)) == f"+{said}"
