import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.errors import InvalidParameterError
from fakes.textract.results import MAX_RESULTS, read_blocks


def _write(folder: Path, count: int) -> Path:
    path = folder / "blocks.jsonl"
    path.write_text("".join(json.dumps({"Id": number, "Text": "ü" * number}) + "\n" for number in range(count)))
    return path


@given(st.integers(0, 60), st.integers(1, 25))
def test_the_pages_join_to_all_blocks_and_only_the_last_has_no_token(count: int, limit: int) -> None:
    with TemporaryDirectory() as folder:
        path, token, numbers = _write(Path(folder), count), None, []
        while True:
            page = read_blocks(path, "job", token, limit)
            numbers += [block["Id"] for block in page.blocks.read()]
            token = page.next_token
            assert len(page.blocks.read()) == limit or token is None
            if token is None:
                break
    assert numbers == list(range(count))


def test_more_than_a_thousand_blocks_never_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "blocks.jsonl"
    path.write_text("{}\n" * 1500)

    assert len(read_blocks(path, "job", None, 5000).blocks.read()) == MAX_RESULTS == 1000


@pytest.mark.parametrize("token", ["", "nonsense", "b3RoZXI6MA==", "ü"])
def test_a_token_of_no_page_of_this_job_is_refused(tmp_path: Path, token: str) -> None:
    with pytest.raises(InvalidParameterError):
        read_blocks(_write(tmp_path, 3), "job", token, 2)
