"""Keys of what the system writes."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from tests.systems.textract_processor.world import NOON
from textract_processor.domain.naming import (
    MAX_KEY_BYTES,
    SCHEMA_EXTENSIONS,
    V1_SCHEMA,
    failed_keys,
    output_key,
    stems,
)


def test_an_output_is_named_after_its_source_and_the_second() -> None:
    assert output_key("deed", V1_SCHEMA, NOON) == "processed/2026-01-31/deed_v1_schema_20260131_120000.json"
    assert output_key("deed", SCHEMA_EXTENSIONS, NOON).endswith("/deed_schema_extensions_20260131_120000.md")


def test_a_stem_that_is_taken_is_numbered() -> None:
    assert list(islice(stems("incoming/sub/my deed.v2.pdf"), 3)) == ["my deed.v2", "my deed.v2-2", "my deed.v2-3"]


def test_a_rejected_document_keeps_its_folders_and_has_its_reason_beside_it() -> None:
    first, second = islice(failed_keys("incoming/a/deed.v1.pDf", NOON), 2)
    assert first == ("failed/2026-01-31/a/deed.v1.pDf", "failed/2026-01-31/a/deed.v1.pDf.error.json")
    assert second == ("failed/2026-01-31/a/deed.v1-2.pDf", "failed/2026-01-31/a/deed.v1-2.pDf.error.json")


@given(name=st.text(min_size=1, max_size=1015))
def test_no_key_passes_s3s_limit_or_is_given_twice(name: str) -> None:
    source = "incoming/" + name.encode(errors="ignore")[:1015].decode(errors="ignore")
    outputs = [output_key(stem, SCHEMA_EXTENSIONS, NOON) for stem in islice(stems(source), 3)]
    keys = outputs + [key for keys in islice(failed_keys(source, NOON), 3) for key in keys]
    assert all(len(key.encode()) <= MAX_KEY_BYTES for key in keys)
    assert len(set(keys)) == 9
