"""The item of the results table."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.systems.textract_processor.paper import deed
from tests.systems.textract_processor.world import NOON, V1_ANSWER
from textract_processor.domain.events import Upload
from textract_processor.domain.fields import Field, Fields, ground
from textract_processor.domain.provenance import Evidence, Grounds
from textract_processor.domain.results import MAX_ITEM_BYTES, Costs, item_size, result_item
from textract_processor.domain.tracking import analysed, completed, queued, started
from textract_processor.domain.validation import Content

COSTS = Costs(Decimal("0.045"), Decimal("0.001"))


def item(fields: Fields | None = None) -> dict[str, Any]:
    upload = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)
    record = queued("proc-1", upload, Content(9, "abc"), NOON, timedelta(days=30))
    record = analysed(started(record, "job-1", NOON), "job-1", NOON + timedelta(seconds=30))
    outputs = {"v1Schema": "s3://b/v1", "v2Dynamic": "s3://b/v2"}
    record = completed(record, outputs, (), NOON + timedelta(seconds=31))
    return result_item(record, fields or ground(V1_ANSWER, Evidence(deed().read())), 1, COSTS)


def test_an_item_has_every_documented_attribute() -> None:
    documented = {
        "processingId", "timestamp", "s3Key", "status", "textractJobId", "v1OutputS3", "v2OutputS3", "uploadedAt",
        "startedAt", "completedAt", "processingTimeMs", "buyerNames", "propertyAddress", "salePrice", "documentType",
        "extractedData", "fileSizeBytes", "pageCount", "textractCost", "bedrockCost", "ttl", "uploadDate",
    }  # fmt: skip
    assert documented <= set(item())


def test_an_item_says_what_was_bought_by_whom_and_how_long_it_took() -> None:
    result = item()
    assert (result["buyerNames"], result["salePrice"], result["documentType"]) == (["JANE DOE"], 425000, "deed")
    assert result["processingTimeMs"] == 31_000
    assert result["timestamp"] == int((NOON + timedelta(seconds=30)).timestamp() * 1000)
    assert result["extractedData"] == V1_ANSWER


def test_what_is_unknown_is_left_out_but_the_type_is_indexed() -> None:
    nothing = {**V1_ANSWER, "documentType": None, "salePrice": None, "propertyAddress": None}
    result = item(ground(nothing, Evidence([])))
    assert "salePrice" not in result
    assert result["documentType"] == "unknown"


def test_data_that_would_pass_400_kb_is_left_to_the_file() -> None:
    small = ground(V1_ANSWER, Evidence(deed().read()))
    room = MAX_ITEM_BYTES - item_size(item(small))
    for length, is_kept in ((room - 100, True), (room + 100, False)):
        large = Fields({**small.by_name, "legalDescription": Field("x" * length, Grounds())}, ())
        assert ("extractedData" in item(large)) is is_kept


def test_sizes_follow_dynamodbs_rules() -> None:
    assert item_size("é") == 2
    assert item_size(None) == item_size(True) == 1
    assert item_size(Decimal("1.5")) == 21
    assert item_size({"name": ["ab", "c"]}) == 3 + 1 + 4 + (3 + 1 + 2 + 1 + 1)
