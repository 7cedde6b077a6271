"""What the command line prints with: colours and live displays on a terminal only, plain lines elsewhere."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from harness.errors import HarnessError

out = Console(highlight=False)
"""For results."""

err = Console(stderr=True, highlight=False)
"""For progress and errors, so that results can be piped."""


def print_json(value: Any) -> None:
    """Print one JSON value on one line of standard output, for machines."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def short(path: str | Path) -> str:
    """A path as a user would type it here: relative when it is inside the current folder."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def command() -> str:
    """What to type to run this command again, e.g. `.venv/bin/rehearse` when it isn't on the path."""
    name = Path(sys.argv[0]).name
    return name if shutil.which(name) else short(sys.argv[0])


def print_error(error: HarnessError) -> None:
    """Say what went wrong, show the details, and say what to do next."""
    err.print(f"[bold red]Error:[/] {escape(error.message)}", soft_wrap=True)
    for line in error.details:
        err.print(f"  {line}", style="dim", markup=False, soft_wrap=True)
    if error.hint:
        err.print(error.hint, markup=False, soft_wrap=True)
