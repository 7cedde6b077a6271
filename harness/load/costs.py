"""What a run would cost on AWS, at list prices of us-east-1 without any free tier.

Textract and Bedrock are what the pipeline itself put down for each document. The rest is reckoned from the calls that
functions and AWS's own services made, and the uploads; calls of those who only watch don't count. Not reckoned:
storage, data transfer, X-Ray, alarms, and writes to indexes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harness.costs.forecast import REFERENCE
from harness.costs.prices import Prices
from harness.gauges import Tally
from harness.load.profile import Kind, Profile
from harness.load.rows import Document
from harness.load.usage import Usage

MILLION: Final = 1_000_000
GB: Final = 1024**3
SECONDS_PER_MONTH: Final = 30 * 24 * 3600

LAMBDA_GB_SECOND: Final = 0.0000133334
LAMBDA_REQUEST: Final = 0.20 / MILLION
"""On arm64, which the templates ask for. Source: https://aws.amazon.com/lambda/pricing/"""

S3_WRITE, S3_READ = 0.005 / 1000, 0.0004 / 1000
"""A request of S3 Standard. Source: https://aws.amazon.com/s3/pricing/"""

EVENT: Final = 1.00 / MILLION
"""An event that S3 gives to EventBridge. Source: https://aws.amazon.com/eventbridge/pricing/"""

DYNAMODB_WRITE, DYNAMODB_READ = 0.625 / MILLION, 0.125 / MILLION
"""A request unit on demand: a kilobyte written, four read. Source: https://aws.amazon.com/dynamodb/pricing/on-demand/"""

SQS_REQUEST: Final = 0.50 / MILLION
"""Of a FIFO queue; standard queues are a fifth cheaper. Source: https://aws.amazon.com/sqs/pricing/"""

SNS_PUBLISH: Final = 0.50 / MILLION
"""Source: https://aws.amazon.com/sns/pricing/"""

LOGS_GB: Final = 0.50
"""A gigabyte taken in. Source: https://aws.amazon.com/cloudwatch/pricing/"""

PAGES: Final[Mapping[Kind, int]] = {"statement": 1, "quitclaim_deed": 2, "warranty_deed": 3, "heavy_deed": 3, "scan": 2}
"""Of each kind of document."""

S3_WRITES: Final = frozenset({"PutObject", "CopyObject", "ListObjectsV2", "CreateMultipartUpload", "UploadPart"})
DYNAMODB_READS: Final = frozenset({"GetItem", "BatchGetItem", "Query", "Scan"})


@dataclass(frozen=True)
class Cost:
    """A line of the bill.

    Attributes:
        what: is paid for.
        usd: in dollars.
    """

    what: str
    usd: float


def reckon(documents: Sequence[Document], usage: Usage) -> list[Cost]:
    """The bill of a run, the dearest first."""
    billed = [tally for tally in usage.calls if tally.by != "client" or tally.operation == "PutObject"]
    lines = [
        Cost("Textract and Bedrock", sum(document.ai_usd for document in documents)),
        Cost("Lambda", _lambda(usage)),
        Cost("S3", _sum(billed, "s3", _s3)),
        Cost("EventBridge", _sum(billed, "s3", _events)),
        Cost("DynamoDB", _sum(billed, "dynamodb", _dynamodb)),
        Cost("SQS", _sum(billed, "sqs", lambda tally: tally.count * SQS_REQUEST)),
        Cost("SNS", _sum(billed, "sns", lambda tally: tally.count * SNS_PUBLISH)),
        Cost("CloudWatch Logs", _sum(billed, "logs", lambda tally: tally.request_bytes / GB * LOGS_GB)),
    ]
    return sorted((line for line in lines if line.usd), key=lambda line: -line.usd)


def estimate(profile: Profile, prices: Prices) -> float:
    """About what Textract and Bedrock will cost, in dollars, before anything is sent; they are nearly all of a bill."""
    kinds = profile.documents.kinds
    pages = sum(weight * PAGES[kind] for kind, weight in kinds.items()) / sum(kinds.values())
    model = prices.bedrock(REFERENCE.model, REFERENCE.input_tokens, REFERENCE.output_tokens)
    page = float(prices.textract_per_page + model / REFERENCE.pages)
    return profile.expected_arrivals * (1 - profile.documents.duplicates) * pages * page


def _lambda(usage: Usage) -> float:
    return sum(usage.gb_seconds.values()) * LAMBDA_GB_SECOND + sum(usage.invocations.values()) * LAMBDA_REQUEST


def _sum(tallies: Sequence[Tally], service: str, price: Callable[[Tally], float]) -> float:
    return sum(price(tally) for tally in tallies if tally.service == service)


def _s3(tally: Tally) -> float:
    return tally.count * (S3_WRITE if tally.operation in S3_WRITES else S3_READ)


def _events(tally: Tally) -> float:
    made = tally.operation in ("PutObject", "CopyObject") and not tally.error
    return tally.count * EVENT if made else 0.0


def _dynamodb(tally: Tally) -> float:
    """Units by the calls' average size, as far as it is known."""
    if tally.operation in DYNAMODB_READS:
        return max(tally.count, tally.response_bytes / 4096) * DYNAMODB_READ
    return max(tally.count, tally.request_bytes / 1024) * DYNAMODB_WRITE
