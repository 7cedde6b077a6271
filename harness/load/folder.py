"""The folder of a run: what was measured, in files that anybody can read."""

from pathlib import Path

from harness.load.rows import Document, Request, Sample, Table


class RunFolder:
    """Where the files of a run are.

    Args:
        path: the folder; made when missing.
    """

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.plan = path / "plan.json"
        self.usage = path / "usage.json"
        self.books = path / "books.json"
        self.verdict = path / "verdict.json"
        self.page = path / "index.html"
        self.log = path / "generator.log"
        self.requests = Table(path / "requests.csv", Request)
        self.documents = Table(path / "documents.csv", Document)
        self.samples = Table(path / "samples.csv", Sample)
