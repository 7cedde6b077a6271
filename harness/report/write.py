"""Writing the page and, beside it, copies of the outputs."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from harness.errors import HarnessError, SubmitError
from harness.report.rendering import ENVIRONMENT
from harness.report.view import DocumentView, view_of
from harness.submit.outputs import NAMES
from harness.submit.summary import DocumentResult, ReadOutput

COPIED_SUFFIXES: Final = frozenset({".json", ".md"})
"""What a copy may be named: the rest of its name is ours, whatever the document was called."""


def write_report(folder: Path, results: Sequence[DocumentResult], read_output: ReadOutput) -> Path:
    """Write `index.html` into `folder`, which is made if need be, and the outputs below it.

    Args:
        results: in the order of the page.
        read_output: reads an output by its `s3://` address.

    Returns:
        The page.

    Raises:
        SubmitError: the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        views = [_view(folder, number, result, read_output) for number, result in enumerate(results, start=1)]
        page = folder / "index.html"
        page.write_text(render(views, datetime.now(UTC)), encoding="utf-8")
    except OSError as error:
        raise SubmitError(f"Can't write the page: {error}.", hint="Choose another folder with --report.") from error
    return page.resolve()


def render(views: Sequence[DocumentView], made: datetime) -> str:
    """The page as text. Everything that comes from documents is escaped."""
    completed = sum(view.result.succeeded for view in views)
    most_fields = max((len(view.fields) for view in views), default=0)
    return ENVIRONMENT.get_template("page.html").render(
        views=views, made=made, completed=completed, most_fields=most_fields
    )


def _view(folder: Path, number: int, result: DocumentResult, read_output: ReadOutput) -> DocumentView:
    contents: dict[str, bytes] = {}
    copies: dict[str, str] = {}
    faults: list[str] = []
    for place, (name, address) in enumerate(result.outputs.items(), start=1):
        try:
            contents[name] = read_output(address)
        except HarnessError as error:
            faults.append(error.message)
        else:
            copies[name] = _copy(
                folder, f"outputs/{number}/{name if name in NAMES else place}", address, contents[name]
            )
    return view_of(number, result, contents, copies, faults)


def _copy(folder: Path, stem: str, address: str, content: bytes) -> str:
    suffix = PurePosixPath(address).suffix
    relative = f"{stem}{suffix}" if suffix in COPIED_SUFFIXES else stem
    target = folder / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return relative
