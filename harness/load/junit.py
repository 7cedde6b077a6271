"""A load run as JUnit's XML: each limit is a test, and so are the books."""

from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from harness.load.report import Report
from harness.scenario.journal import Verdict

BALANCE = "the books balance"


def write_junit(file: Path, report: Report) -> None:
    """Write the tests of a run; one that was interrupted or couldn't be carried out has an error besides."""
    failures = [finding for finding in report.findings if not finding.held]
    broken = report.verdict in (Verdict.BROKEN, Verdict.INTERRUPTED)
    suite = Element(
        "testsuite",
        name=f"load {report.profile}",
        tests=str(len(report.findings) + 1 + broken),
        failures=str(len(failures) + bool(report.breaches)),
        errors=str(int(broken)),
        time=f"{report.seconds:.3f}",
    )
    for finding in report.findings:
        _add(suite, report, finding.name, "" if finding.held else finding.sentence)
    _add(suite, report, BALANCE, "\n".join(report.breaches))
    if broken:
        case = SubElement(suite, "testcase", classname=f"load.{report.profile}", name="the run")
        SubElement(case, "error", message=str(report.verdict))
    indent(suite)
    ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)


def _add(suite: Element, report: Report, name: str, trouble: str) -> None:
    case = SubElement(suite, "testcase", classname=f"load.{report.profile}", name=name)
    if trouble:
        SubElement(case, "failure", message=trouble.split("\n")[0]).text = trouble
