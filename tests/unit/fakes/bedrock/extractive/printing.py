"""The sample deeds as a reader would pass them on."""

from pathlib import Path
from typing import Any

import pypdfium2


def printed(path: Path) -> str:
    """The text of a PDF, page by page, with no help from the generator."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    return "\n".join(f"--- page {number} ---\n{text}" for number, text in enumerate(pages, start=1))


def comparable(value: Any) -> Any:
    """A deed's title is printed in capitals; the truth isn't."""
    if isinstance(value, dict):
        return {name: comparable(each) for name, each in value.items()}
    return value.casefold() if isinstance(value, str) else value
