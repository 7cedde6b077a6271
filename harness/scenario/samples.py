"""The documents that scenarios upload, by name. Same name and seed, same bytes."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:  # loads what draws and scans: half a second that only an upload should pay for
    from harness.samples.truth import Truth

Document: TypeAlias = Literal["statement.pdf", "deed.pdf", "deed.tif"]
"""A closing statement of one page, a warranty deed of three, and a quitclaim deed of two that was scanned."""

Blemished: TypeAlias = Literal["empty", "text"]
"""No bytes at all, and something that is neither PDF nor TIFF."""

Name: TypeAlias = Document | Blemished

KEPT: Final = 64
"""Documents to keep: more than a batch of scenarios uploads different ones, in 4 MB at the most. To scan one takes half
a second, and the same ones are uploaded, and compared with what was read, again and again."""

TEXT = b"This is neither a PDF nor a TIFF, whatever its name says.\n"


def make_sample(name: Name, seed: int) -> bytes:
    """The bytes of a sample."""
    if name == "empty":
        return b""
    if name == "text":
        return TEXT
    return _draw(name, seed)[0]


def make_samples(name: Document, seed: int, different: int) -> Iterator[bytes]:
    """Documents without end, each with a content of its own. Same name and seed, same bytes in the same order.

    Drawing takes longer than reading: after some that are drawn their pages come again, with another end of the file.

    Args:
        different: how many are drawn.
    """
    drawn = [make_sample(name, seed + number) for number in range(different)]
    yield from drawn
    for number, content in enumerate(cycle(drawn)):
        yield content + f"\n% copy {seed}-{number}\n".encode()  # after its end neither PDF nor TIFF is read


def truth_of(name: Document, seed: int) -> "Truth":
    """What a document says."""
    return _draw(name, seed)[1]


@lru_cache(KEPT)
def _draw(name: Document, seed: int) -> "tuple[bytes, Truth]":
    with TemporaryDirectory(prefix="rehearsal-sample-") as folder:
        return _drawn(name, seed, Path(folder))


def _drawn(name: Document, seed: int, folder: Path) -> "tuple[bytes, Truth]":
    from harness.samples.deed import LONG, SHORT, write_deed
    from harness.samples.facts import draw_sale
    from harness.samples.scan import scan
    from harness.samples.statement import write_statement

    random = Random(seed)
    sale = draw_sale(random)
    page, tiff = folder / f"{name}-{seed}.pdf", folder / f"{name}-{seed}.tif"
    if name == "statement.pdf":
        truth = write_statement(page, sale)
    else:
        truth = write_deed(page, sale, SHORT if name == "deed.tif" else LONG)
    if name == "deed.tif":
        scan(page, tiff, random)
        return tiff.read_bytes(), truth
    return page.read_bytes(), truth
