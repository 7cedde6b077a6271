from contextlib import closing

import pypdfium2
import pytest

from harness.load.mix import Planned
from harness.load.pool import BALLAST, Pool


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(["statement", "heavy_deed", "scan"], seed=1, run="monday")


def test_no_two_documents_are_equal_and_each_says_its_number(pool: Pool) -> None:
    contents = [pool.content(Planned(index, index, "statement")) for index in range(40)]
    assert len(set(contents)) == 40
    assert len({len(content) for content in contents}) <= 8  # as many as there are templates
    assert "-0000017" in _text(contents[17])
    assert "-0000000" not in _text(contents[17])


def test_another_run_has_other_documents(pool: Pool) -> None:
    """Else a second run of the same load would be answered from what the pipeline kept of the first."""
    tuesday = Pool(["statement", "scan"], seed=1, run="tuesday")
    for kind in ("statement", "scan"):
        planned = Planned(17, 17, kind)
        assert tuesday.content(planned) != pool.content(planned)


def test_a_duplicate_has_the_bytes_of_its_original(pool: Pool) -> None:
    assert pool.content(Planned(35, 12, "statement")) == pool.content(Planned(12, 12, "statement"))


def test_a_heavy_deed_can_be_read_for_all_its_ballast(pool: Pool) -> None:
    content = pool.content(Planned(3, 3, "heavy_deed"))
    assert len(content) > BALLAST * 0.99
    assert "-0000003" in _text(content)


def test_copies_of_a_scan_differ(pool: Pool) -> None:
    scans = {pool.content(Planned(index, index, "scan")) for index in range(10)}
    assert len(scans) == 10
    assert all(scan.startswith((b"II*\x00", b"MM\x00*")) for scan in scans)


def test_there_are_bad_documents_of_every_kind_that_is_refused(pool: Pool) -> None:
    assert pool.flaws == ["empty", "not-a-pdf", "password-protected", "truncated", "zero-pages"]
    assert pool.content(Planned(1, 1, "empty", bad=True)) == b""


def test_same_seed_and_run_same_bytes(pool: Pool) -> None:
    again = Pool(["statement"], seed=1, run="monday").content(Planned(9, 9, "statement"))
    assert again == pool.content(Planned(9, 9, "statement"))


def _text(pdf: bytes) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        text: str = document[0].get_textpage().get_text_range()
        return text
