"""A load run as JUnit's XML: each limit is a test, and so are the books."""

from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from harness.errors import HarnessError
from harness.load.report import Report
from harness.scenario.journal import Verdict

BALANCE = "the books balance"
THE_RUN = "the run"


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
        _add_error(suite, report.profile, str(report.verdict))
    _write(file, suite)


def write_junit_error(file: Path, profile: str, error: HarnessError) -> None:
    """Write that there is no run, and why: what an earlier one has left there must not speak for this one."""
    suite = Element("testsuite", name=f"load {profile}", tests="1", failures="0", errors="1")
    _add_error(suite, profile, error.message, error.hint, *error.details)
    _write(file, suite)


def _write(file: Path, suite: Element) -> None:
    indent(suite)
    ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)


def _add_error(suite: Element, profile: str, message: str, *more: str) -> None:
    case = SubElement(suite, "testcase", classname=f"load.{profile}", name=THE_RUN)
    SubElement(case, "error", message=message).text = "\n".join(line for line in more if line)


def _add(suite: Element, report: Report, name: str, trouble: str) -> None:
    case = SubElement(suite, "testcase", classname=f"load.{report.profile}", name=name)
    if trouble:
        SubElement(case, "failure", message=trouble.split("\n")[0]).text = trouble
