"""Writing the page of a run beside its journal, and the index of several."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from os.path import relpath
from pathlib import Path
from typing import Final, TypeVar

from markupsafe import Markup
from pydantic import BaseModel, ValidationError

from harness.errors import UsageError
from harness.report.rendering import ENVIRONMENT
from harness.report.scenario.entries import SIGNS
from harness.report.scenario.page import duration, page_of, summary
from harness.scenario.evidence import Evidence
from harness.scenario.journal import Journal, Verdict

JOURNAL: Final = "journal.json"
EVIDENCE: Final = "evidence.json"
REPORT: Final = "report.html"
INDEX: Final = "index.html"

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class RunRow:
    """A run in the index."""

    sign: str
    verdict: str
    scenario: str
    title: str
    why: str
    summary: str
    duration: str
    address: str


def write_report(folder: Path, journal: Journal, evidence: Evidence) -> Path:
    """Write journal, evidence and page into a run's folder.

    Returns:
        The page.
    """
    (folder / JOURNAL).write_text(journal.model_dump_json(indent=2), encoding="utf-8")
    (folder / EVIDENCE).write_text(evidence.model_dump_json(), encoding="utf-8")
    page = folder / REPORT
    page.write_text(render(journal, evidence), encoding="utf-8")
    return page


def rewrite_report(journal_file: Path) -> Path:
    """Write a page again from the files alone.

    Args:
        journal_file: the journal, or the folder in which it lies.

    Returns:
        The page.

    Raises:
        UsageError: there is no journal that can be read.
    """
    folder = journal_file if journal_file.is_dir() else journal_file.parent
    journal = _read(folder / JOURNAL if journal_file.is_dir() else journal_file, Journal)
    try:
        evidence = _read(folder / EVIDENCE, Evidence)
    except UsageError as error:
        evidence = Evidence(gaps=(f"Calls, timeline and logs: {error.message}",))
    page = folder / REPORT
    page.write_text(render(journal, evidence), encoding="utf-8")
    return page


def render(journal: Journal, evidence: Evidence) -> str:
    """The page as text. Everything that comes from the run is escaped, and only our own script may run."""
    script = resources.files("harness.report").joinpath("templates/scenario/script.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return ENVIRONMENT.get_template("scenario/page.html").render(
        page=page_of(journal, evidence),
        script=Markup(script),
        script_hash=f"sha256-{digest}",
        evidence_name=EVIDENCE,
    )


def write_index(file: Path, runs: Sequence[tuple[Journal, Path]]) -> Path:
    """Write one page that leads to the pages of several runs.

    Args:
        file: where it goes.
        runs: journal and folder of each.

    Returns:
        The file.
    """
    rows = [_row(journal, relpath(folder / REPORT, file.parent)) for journal, folder in runs]
    passed = sum(journal.verdict is Verdict.PASSED for journal, _ in runs)
    text = ENVIRONMENT.get_template("scenario/index.html").render(runs=rows, passed=passed, made=datetime.now(UTC))
    file.write_text(text, encoding="utf-8")
    return file


def _row(journal: Journal, address: str) -> RunRow:
    trouble = next(iter(journal.troubles), None)
    return RunRow(
        sign=SIGNS[journal.verdict],
        verdict=journal.verdict.value,
        scenario=journal.scenario,
        title=journal.title,
        why=(trouble.exception or trouble.say or trouble.name) if trouble else "",
        summary=summary(journal),
        duration=duration(journal),
        address=address,
    )


def _read(file: Path, model: type[Model]) -> Model:
    try:
        return model.model_validate_json(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}.") from error
    except ValidationError as error:
        raise UsageError(f"{file} isn't what a run has left: {error.errors()[0]['msg']}.") from error
