"""What pytest prints of a scenario that hasn't passed."""

from pathlib import Path

from harness.scenario.collector import ScenarioDidNotPassError
from tests.unit.harness.report.scenario.story import journal_of


def test_a_failure_names_its_report(tmp_path: Path) -> None:
    assert str(ScenarioDidNotPassError(journal_of([]), tmp_path)).endswith(f"\nReport: {tmp_path}/report.html")
