"""What is wrong with a scenario file, found before anything starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from harness.console import short
from harness.errors import UsageError

Place: TypeAlias = tuple[str | int, ...]
"""Where in a file: keys and positions from the outside in, e.g. `("when", 2, "upload", "key")`."""


@dataclass(frozen=True)
class Fault:
    """One thing that must be corrected.

    Attributes:
        file: the scenario.
        line: counted from 1.
        place: which field; empty for the file as a whole.
        message: what is wrong with it.
    """

    file: Path
    line: int
    place: Place
    message: str

    def __str__(self) -> str:
        field = f"{field_name(self.place)}: " if self.place else ""
        return f"{short(self.file)}:{self.line}: {field}{self.message}"


class ScenarioFaultsError(UsageError):
    """Scenario files can't be run as they are. Nothing was started.

    Args:
        faults: all that were found, not only the first.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        files = len({fault.file for fault in faults})
        super().__init__(
            f"{len(faults)} {'faults' if len(faults) > 1 else 'fault'} in {files} scenario "
            f"{'files' if files > 1 else 'file'}; nothing was started.",
            hint="`rehearse scenario actions` and `rehearse scenario probes` list what can be said.",
            details=[str(fault) for fault in faults],
        )


def field_name(place: Place) -> str:
    """A place as people write it, e.g. `when[2].upload.key`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")
