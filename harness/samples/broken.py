"""Documents that a pipeline must survive: damaged, protected, oversized, and oddly named ones."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from random import Random

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from harness.samples.deed import SHORT, write_deed
from harness.samples.facts import draw_sale

LONG_DOCUMENT_PAGES = 300
ODD_NAMES = (
    "deed with spaces.pdf",
    'deed\'s "final" copy.pdf',
    "grundstück 📜.pdf",
    "deed+addendum+v2.pdf",
    "100% of lot #7 & more?.pdf",
)


class Fate(Enum):
    """What should become of a sample."""

    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


@dataclass(frozen=True)
class BrokenSample:
    """A document on disk, what is wrong with it, and what should become of it."""

    path: Path
    flaw: str
    fate: Fate


def write_broken_samples(folder: Path) -> list[BrokenSample]:
    """Write one document for each flaw.

    Args:
        folder: where the files go; made when missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{name}.pdf", *recipe) for name, recipe in _RECIPES.items()]


def write_oddly_named_samples(folder: Path) -> list[Path]:
    """Write sound documents under names with spaces, quotes, emoji, plus and percent signs."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in ODD_NAMES]
    for seed, path in enumerate(paths):
        write_deed(path, draw_sale(Random(seed)), SHORT)
    return paths


def _write(path: Path, flaw: str, fate: Fate, write: Callable[[Path], None]) -> BrokenSample:
    write(path)
    return BrokenSample(path, flaw, fate)


def _write_empty(path: Path) -> None:
    path.write_bytes(b"")


def _write_text(path: Path) -> None:
    path.write_text("This is no PDF, whatever its name says.\n")


def _write_truncated(path: Path) -> None:
    write_deed(path, draw_sale(Random(0)))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])


def _write_protected(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(72, 720, "Nobody reads this without the password.")
    canvas.save()


def _write_without_pages(path: Path) -> None:
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 3\n0000000000 65535 f \n" + entries
    path.write_bytes(content + table + b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content))


def _write_long(path: Path) -> None:
    canvas = Canvas(str(path), invariant=1)
    for number in range(1, LONG_DOCUMENT_PAGES + 1):
        canvas.drawString(72, 720, f"Exhibit page {number} of {LONG_DOCUMENT_PAGES}")
        canvas.showPage()
    canvas.save()


_RECIPES: dict[str, tuple[str, Fate, Callable[[Path], None]]] = {
    "empty": ("no bytes at all", Fate.FAILED, _write_empty),
    "not-a-pdf": ("text under a PDF's name", Fate.FAILED, _write_text),
    "truncated": ("the last two thirds are missing", Fate.FAILED, _write_truncated),
    "password-protected": ("opens with a password only", Fate.FAILED, _write_protected),
    "zero-pages": ("a PDF without pages", Fate.FAILED, _write_without_pages),
    "three-hundred-pages": ("long but sound", Fate.COMPLETED, _write_long),
}
