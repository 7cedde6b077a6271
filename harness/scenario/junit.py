"""JUnit's XML, which every CI system reads."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from harness.scenario.display import trouble_lines
from harness.scenario.journal import Journal, Verdict


def write_junit(file: Path, journals: Sequence[Journal]) -> None:
    """Write one test case for each run: failed if something wasn't as expected, in error if it couldn't be run.

    Args:
        file: where it goes.
        journals: in their order.
    """
    verdicts = [journal.verdict for journal in journals]
    suite = Element(
        "testsuite",
        name="scenarios",
        tests=str(len(journals)),
        failures=str(verdicts.count(Verdict.FAILED)),
        errors=str(sum(verdict in (Verdict.BROKEN, Verdict.INTERRUPTED) for verdict in verdicts)),
        time=f"{sum(journal.wall_seconds for journal in journals):.3f}",
    )
    for journal in journals:
        _add(suite, journal)
    indent(suite)
    ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)


def _add(suite: Element, journal: Journal) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname="scenarios",
        name=journal.scenario,
        file=journal.file,
        time=f"{journal.wall_seconds:.3f}",
    )
    if journal.verdict is not Verdict.PASSED:
        kind = "failure" if journal.verdict is Verdict.FAILED else "error"
        lines = trouble_lines(journal)
        SubElement(case, kind, message=lines[0] if lines else str(journal.verdict)).text = "\n".join(lines)
