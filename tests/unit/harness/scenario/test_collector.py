"""What pytest prints of scenarios."""

from pathlib import Path
from types import SimpleNamespace

from harness.scenario.collector import PAGE, ScenarioDidNotPassError, pages_of
from tests.unit.harness.report.scenario.story import journal_of


def test_a_failure_names_its_report(tmp_path: Path) -> None:
    assert str(ScenarioDidNotPassError(journal_of([]), tmp_path)).endswith(f"\nReport: {tmp_path}/report.html")


def test_every_page_is_named_whether_its_scenario_passed_or_not() -> None:
    def report(outcome: str, name: str, when: str = "call", **properties: str) -> SimpleNamespace:
        location = ("a.yaml", None, name)
        return SimpleNamespace(outcome=outcome, when=when, location=location, user_properties=[*properties.items()])

    reports = [
        report("passed", "TP-02", **{PAGE: "b.html"}),
        report("passed", "TP-02", when="teardown", **{PAGE: "b.html"}),
        report("failed", "TP-01", **{PAGE: "a.html"}),
        report("passed", "test_something", other="c"),
    ]

    assert pages_of(reports) == [("failed", "TP-01", "a.html"), ("passed", "TP-02", "b.html")]
