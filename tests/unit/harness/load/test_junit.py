from pathlib import Path
from xml.etree import ElementTree

from harness.load.books import balance
from harness.load.junit import write_junit
from harness.load.profile import Limit
from harness.load.verdict import judge
from tests.unit.harness.load.ledgers import waiting
from tests.unit.harness.load.runs import request, run_of

HELD = Limit(measure="p95_ms", of="PutObject", at_most=100)
BREACHED = Limit(measure="p99_ms", of="PutObject", at_most=1)


def test_every_limit_and_the_books_are_tests(tmp_path: Path) -> None:
    report = judge(run_of([request(0, 5)], HELD, BREACHED, books=balance([waiting("k")], {})))
    write_junit(tmp_path / "junit.xml", report)
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    outcomes = {case.get("name"): case.find("failure") for case in suite}
    assert suite.attrib.items() >= {"tests": "3", "failures": "2", "errors": "0"}.items()
    assert outcomes["p95 of PutObject"] is None
    failure = outcomes["p99 of PutObject"]
    assert failure is not None
    assert "5 ms" in failure.get("message", "")
    assert outcomes["the books balance"] is not None


def test_an_interrupted_run_is_an_error(tmp_path: Path) -> None:
    write_junit(tmp_path / "junit.xml", judge(run_of([request(0, 5)], HELD), interrupted=True))
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert suite.attrib.items() >= {"tests": "3", "failures": "0", "errors": "1"}.items()
