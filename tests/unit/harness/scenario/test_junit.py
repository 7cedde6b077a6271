"""Journals as JUnit's XML."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from harness.scenario.junit import write_junit
from tests.unit.harness.scenario.worlds import Scene

GOOD = "when: [{add: }]\nthen: [{counted: , at_least: 1}]"


@pytest.mark.parametrize(
    ("body", "failures", "errors", "child"),
    [
        (GOOD, "0", "0", None),
        (GOOD.replace("1}", "9}"), "1", "0", "failure"),
        (GOOD.replace("add:", "fail: os"), "0", "1", "error"),
    ],
)
def test_a_run_is_a_test_case(tmp_path: Path, body: str, failures: str, errors: str, child: str | None) -> None:
    journal = Scene(tmp_path).run(body)

    write_junit(tmp_path / "junit.xml", [journal])

    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("1", failures, errors)
    (case,) = suite
    assert case.get("name") == "scenario"
    assert [part.tag for part in case] == ([child] if child else [])
    assert all("line" in (part.text or "") for part in case)
