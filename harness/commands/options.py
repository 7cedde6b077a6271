"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

from harness.errors import UsageError

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


def _place(file: Path | None) -> Path | None:
    """Make room for the file before anything runs: what took an hour isn't lost for the want of a folder then."""
    if file is None:
        return None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        there_was_one = file.exists()
        file.open("ab").close()
        if not there_was_one:
            file.unlink()  # an empty one is no XML, and a run may end without any
    except OSError as error:
        raise UsageError(f"{file} can't be written: {error.strerror}.", hint="Choose another --junit.") from error
    return file


JunitOption = Annotated[
    Path | None, typer.Option("--junit", metavar="FILE", callback=_place, help="Write JUnit XML there.")
]


def parse_parameters(pairs: list[str]) -> dict[str, str]:
    """Turn `NAME=VALUE` arguments into a mapping.

    Raises:
        UsageError: an argument has no `=`.
    """
    for pair in pairs:
        if "=" not in pair:
            raise UsageError(f"{pair!r} isn't of the form NAME=VALUE.")
    return dict(pair.split("=", 1) for pair in pairs)
