"""The items of the results table."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.systems.textract_processor.paper import deed
from tests.systems.textract_processor.world import ARRIVAL, NOON, V1_ANSWER
from textract_processor.domain.bill import Bill
from textract_processor.domain.dialogue import Usage
from textract_processor.domain.events import Upload
from textract_processor.domain.fields import Field, Fields, ground
from textract_processor.domain.item_size import MAX_ITEM_BYTES, item_bytes
from textract_processor.domain.provenance import Evidence, Grounds
from textract_processor.domain.results import Yield, failure_item, result_item
from textract_processor.domain.tracking import Failure, Record
from textract_processor.domain.transitions import Asking, analysed, completed, failed, queued, started
from textract_processor.domain.validation import Content

ANSWERS = (Usage(1000, 100), Usage(500, 50, cached=True))
BILL = Bill(Decimal("0.045"), "amazon.nova-lite-v1:0", ANSWERS)


def running() -> Record:
    upload = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)
    return started(queued("proc-1", upload, Content(9, "abc"), ARRIVAL, timedelta(days=30)), "job-1", NOON)


def item(fields: Fields | None = None) -> dict[str, Any]:
    at = [NOON + timedelta(seconds=seconds) for seconds in (30, 31, 33, 53, 54)]
    record = analysed(running(), "job-1", at[0], 1, at[1])
    outputs = {"v1Schema": "s3://b/v1", "v2Dynamic": "s3://b/v2"}
    record = completed(record, outputs, (), Asking(at[2], at[3]), at[4])
    return result_item(record, Yield(fields or ground(V1_ANSWER, Evidence(deed().read())), BILL))


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
    assert result["processingTimeMs"] == 54_000
    assert result["timestamp"] == int((NOON + timedelta(seconds=30)).timestamp() * 1000)
    assert result["extractedData"] == V1_ANSWER
    assert result["ttl"] == int((NOON + timedelta(days=30)).timestamp())


def test_an_item_tells_the_time_of_each_segment() -> None:
    assert item()["segmentsMs"] == {
        "uploadToLambda": 0,
        "lambdaToTextract": 0,
        "textract": 30_000,
        "snsToLambda": 1_000,
        "readAnalysis": 2_000,
        "bedrock": 20_000,
        "save": 1_000,
    }


def test_an_item_sums_the_costs_and_tells_what_came_from_the_cache() -> None:
    result = item()
    assert result["bedrockCost"] == Decimal("0.000084")
    assert result["totalCost"] == Decimal("0.045084")
    assert (result["modelCalls"], result["modelCacheHits"]) == (2, 1)
    assert (result["inputTokens"], result["outputTokens"]) == (1500, 150)


def test_a_failure_is_an_item_too() -> None:
    failure = Failure("TextractFailed", "encrypted")
    result = failure_item(failed(running(), failure, NOON + timedelta(seconds=5)), failure, BILL)
    assert (result["status"], result["failureCode"], result["failureMessage"]) == ("FAILED", *vars(failure).values())
    assert result["timestamp"] == int((NOON + timedelta(seconds=5)).timestamp() * 1000)
    assert {"s3Key", "uploadDate", "textractJobId", "ttl"} <= set(result)
    assert result["totalCost"] == Decimal("0.045084")


def test_a_failure_before_anything_was_paid_for_costs_nothing() -> None:
    failure = Failure("EmptyDocument", "the file is empty")
    result = failure_item(failed(running(), failure, NOON), failure, Bill(Decimal(0)))
    assert [result[name] for name in ("textractCost", "bedrockCost", "totalCost", "modelCalls")] == [0, 0, 0, 0]
    assert "modelId" not in result


def test_what_is_unknown_is_left_out_but_the_type_is_indexed() -> None:
    nothing = {**V1_ANSWER, "documentType": None, "salePrice": None, "propertyAddress": None}
    result = item(ground(nothing, Evidence([])))
    assert "salePrice" not in result
    assert result["documentType"] == "unknown"


def test_data_that_would_pass_400_kb_is_left_to_the_file() -> None:
    small = ground(V1_ANSWER, Evidence(deed().read()))

    def with_legal_description(length: int) -> dict[str, Any]:
        return item(Fields({**small.by_name, "legalDescription": Field("x" * length, Grounds())}, ()))

    fills = MAX_ITEM_BYTES - item_bytes(with_legal_description(0))
    assert item_bytes(with_legal_description(fills)) == MAX_ITEM_BYTES
    assert "extractedData" not in with_legal_description(fills + 1)
