"""A run as a page that needs nothing else: no server, no script, no network."""

from harness.load.axis import duration, number
from harness.load.charts import charts_of
from harness.load.data import RunData
from harness.load.finding import shown
from harness.load.folder import RunFolder
from harness.load.report import Report
from harness.load.stages import stages_of
from harness.report.rendering import ENVIRONMENT


def write_page(folder: RunFolder, run: RunData, report: Report) -> None:
    """Write `index.html` beside what was measured."""
    folder.page.write_text(render(run, report), encoding="utf-8")


def render(run: RunData, report: Report) -> str:
    """The page as text. Everything that is measured is escaped."""
    return ENVIRONMENT.get_template("load/run.html").render(
        report=report,
        plan=run.plan,
        books=run.books,
        charts=charts_of(run, report.findings),
        stages=stages_of(run.documents),
        shown=shown,
        duration=duration,
        number=number,
    )
