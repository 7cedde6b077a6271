"""The file with which a new scenario begins."""

from pathlib import Path
from typing import Final

from harness.errors import UsageError

TEMPLATE: Final = Path(__file__).with_name("template.yaml")


def write_template(file: Path) -> None:
    """Write a commented scenario that can be run as it is.

    Raises:
        UsageError: the file exists, or can't be written.
    """
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(TEMPLATE.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"Can't write {file}: {error.strerror}.", hint="Choose another file.") from error
