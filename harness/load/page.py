"""A run as a page that needs nothing else: no server, no script, no network."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from harness.load.chart import duration, number
from harness.load.charts import charts_of
from harness.load.data import RunData
from harness.load.folder import RunFolder
from harness.load.stages import stages_of
from harness.load.verdict import Report, shown


def write_page(folder: RunFolder, run: RunData, report: Report) -> None:
    """Write `index.html` beside what was measured."""
    folder.page.write_text(render(run, report), encoding="utf-8")


def render(run: RunData, report: Report) -> str:
    """The page as text. Everything that is measured is escaped."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("harness.load"), PackageLoader("harness.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"duration": duration, "number": number}
    return environment.get_template("run.html").render(
        report=report,
        plan=run.plan,
        books=run.books,
        charts=charts_of(run, report.findings),
        stages=stages_of(run.documents),
        shown=shown,
    )
