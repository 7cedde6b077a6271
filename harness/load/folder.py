"""The folder of a run: what was measured, in files that anybody can read."""

from pathlib import Path

from harness.errors import UsageError
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


def new_folder(path: Path) -> RunFolder:
    """The folder of a run that is to begin.

    Raises:
        UsageError: it can't be made, or it is another run's: measurements of two in the same files would be of neither.
    """
    try:
        folder = RunFolder(path)
    except OSError as error:
        hint = "Choose another with --folder, or another place for all of them with REHEARSE_HOME."
        raise UsageError(f"There can't be a folder {path}: {error.strerror}.", hint=hint) from error
    if folder.plan.exists():
        raise UsageError(f"{path} holds a run already.", hint="Choose another --folder, or remove that one.")
    return folder
