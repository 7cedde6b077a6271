"""Scenarios as pytest items: one for each file and set of parameters."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from harness.report.scenario.write import REPORT
from harness.scenario.catalog import load_catalog
from harness.scenario.display import trouble_lines
from harness.scenario.engines import RunningEngine
from harness.scenario.faults import ScenarioFaultsError
from harness.scenario.journal import Journal, Verdict
from harness.scenario.loader import Choice, load_head, load_plan
from harness.scenario.rehearsal import Rehearsal
from harness.settings import ClockKind, Settings

TIMEOUT_SECONDS = 900
"""After which pytest-timeout ends an item; every wait within it has a limit of its own."""

PAGE: Final = "scenario report"
"""Property of an item's report: where its page lies."""

Engine = Callable[[ClockKind], RunningEngine]
"""Tells of an engine that lives in such time, and starts it if need be."""


class ScenarioDidNotPassError(Exception):
    """A scenario's verdict isn't `passed`.

    Args:
        journal: of the run.
        folder: where it lies.
    """

    def __init__(self, journal: Journal, folder: Path) -> None:
        super().__init__(
            "\n".join([f"{journal.verdict}: {journal.title}", *trouble_lines(journal), f"Report: {folder / REPORT}"])
        )


class ScenarioFile(pytest.File):
    """A scenario file.

    Args:
        engine: tells of the engine.
    """

    def __init__(self, *, engine: Engine, **keywords: Any) -> None:
        super().__init__(**keywords)
        self._engine = engine

    def collect(self) -> Iterator[pytest.Item]:
        """An item for the defaults, and one for each variant.

        Raises:
            CollectError: the file has faults.
        """
        try:
            head = load_head(self.path)
        except ScenarioFaultsError as error:
            raise self.CollectError("\n".join(error.details)) from error
        for variant in ("", *head.variants):
            yield ScenarioItem.from_parent(
                self, name=variant or "defaults", variant=variant, tags=head.tags, engine=self._engine
            )


def pages_of(reports: Iterable[Any]) -> list[tuple[str, str, str]]:
    """The pages of scenarios that have run: how each went, its name, and where the page lies, in the order of names.

    Args:
        reports: pytest's, of any items; those of workers have come to the one that prints.
    """
    return sorted(
        (report.outcome, report.location[2], value)
        for report in reports
        for name, value in report.user_properties
        if name == PAGE and report.when == "call"
    )


class ScenarioItem(pytest.Item):
    """A run of a scenario. The page of each that has failed is kept, and of those that passed the latest one.

    Args:
        variant: which set of parameters.
        tags: of the scenario; `-k` finds them.
        engine: tells of the engine.
    """

    def __init__(self, *, variant: str, tags: tuple[str, ...], engine: Engine, **keywords: Any) -> None:
        super().__init__(**keywords)
        self._variant = variant
        self._engine = engine
        self.extra_keyword_matches.update(tags)
        self.add_marker(pytest.mark.timeout(TIMEOUT_SECONDS))

    def runtest(self) -> None:
        """Run it in an account of its own.

        Raises:
            ScenarioDidNotPassError: with what was expected and what was seen.
            ScenarioFaultsError: the file can't be used as it is.
        """
        plan = load_plan(self.path, load_catalog(), Choice(self._variant))
        root = self.config.rootpath
        settings = Settings(project=root, home=root / ".rehearsal")
        rehearsal = Rehearsal(settings, lambda plan: lambda entry: None)
        journal, where = rehearsal.run(plan, self._engine(plan.head.clock))
        if journal.verdict is not Verdict.PASSED:
            self.user_properties.append((PAGE, str(where / REPORT)))
            raise ScenarioDidNotPassError(journal, where)
        kept = where.parent / "passed" / plan.name
        shutil.rmtree(kept, ignore_errors=True)
        shutil.move(where, kept)
        self.user_properties.append((PAGE, str(kept / REPORT)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was expected and seen; a traceback only for what we didn't foresee."""
        if isinstance(excinfo.value, ScenarioDidNotPassError):
            return str(excinfo.value)
        if isinstance(excinfo.value, ScenarioFaultsError):
            return "\n".join(excinfo.value.details)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where pytest says that it is."""
        return self.path, None, f"{self.path.stem}[{self.name}]"
