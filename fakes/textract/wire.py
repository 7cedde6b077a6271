"""Between Textract's request and response bodies and our own types."""

from fakes.common.channel import Channel
from fakes.common.objects import Location
from fakes.common.service import Shape
from fakes.textract.errors import InvalidParameterError
from fakes.textract.features import Feature
from fakes.textract.job import Api, Job, JobRequest, Outcome, Output
from fakes.textract.queries import Query
from fakes.textract.results import MAX_RESULTS, read_blocks

MODEL_VERSION = "1.0"
OUTPUT_PREFIX = "textract_output"
"""Where results go in a bucket without `S3Prefix`: https://docs.aws.amazon.com/textract/latest/dg/API_OutputConfig.html"""

MAX_QUERIES_AT_ONCE, MAX_QUERIES = 15, 30
"""Per page, in synchronous and in asynchronous operations:
https://docs.aws.amazon.com/textract/latest/dg/limits-document.html"""

_MODEL_MEMBER = {Api.ANALYSIS: "AnalyzeDocumentModelVersion", Api.TEXT_DETECTION: "DetectDocumentTextModelVersion"}
_NOT_EMULATED = ("AdaptersConfig", "HumanLoopConfig")


def parse_job(api: Api, request: Shape) -> JobRequest:
    """What a Start operation asks for.

    Raises:
        InvalidParameterError: queries that aren't sound.
        NotImplementedError: it asks for something that isn't emulated.
    """
    return JobRequest(
        api=api,
        document=parse_location(request["DocumentLocation"].get("S3Object") or {}),
        features=parse_features(request),
        queries=parse_queries(request, MAX_QUERIES),
        tag=request.get("JobTag"),
        channel=_channel(request.get("NotificationChannel")),
        output=_output(request),
    )


def parse_location(s3_object: Shape) -> Location:
    """Where a document is in S3; what is missing finds nothing there."""
    return Location(s3_object.get("Bucket", ""), s3_object.get("Name", ""), s3_object.get("Version"))


def parse_features(request: Shape) -> frozenset[Feature]:
    """The features asked for.

    Raises:
        NotImplementedError: a parameter that isn't emulated: never an empty success.
    """
    missing = [name for name in _NOT_EMULATED if request.get(name)]
    if missing:
        raise NotImplementedError(f"Textract's {', '.join(missing)} is not emulated.")
    return frozenset(Feature(name) for name in request.get("FeatureTypes", ()))


def parse_queries(request: Shape, limit: int) -> tuple[Query, ...]:
    """The questions asked.

    Raises:
        InvalidParameterError: questions without the feature QUERIES or the other way round, too many, or for pages that
            can't be.
    """
    given = (request.get("QueriesConfig") or {}).get("Queries", ())
    queries = tuple(_query(query) for query in given)
    if bool(queries) != (Feature.QUERIES.value in request.get("FeatureTypes", ())):
        raise InvalidParameterError("QueriesConfig and the feature type QUERIES belong together.")
    if len(queries) > limit or not all(query.is_sound for query in queries):
        raise InvalidParameterError
    return queries


def _query(query: Shape) -> Query:
    pages = query.get("Pages")
    return Query(query["Text"], query.get("Alias"), tuple(pages) if pages else None)


def _channel(channel: Shape | None) -> Channel | None:
    return Channel(channel["SNSTopicArn"], channel["RoleArn"]) if channel else None


def _output(request: Shape) -> Output | None:
    output = request.get("OutputConfig")
    if not output:
        return None
    return Output(output["S3Bucket"], output.get("S3Prefix", OUTPUT_PREFIX).rstrip("/"), request.get("KMSKeyId"))


def render_job(job: Job, token: str | None, limit: int | None) -> Shape:
    """What a Get operation answers; blocks as they were written when they were read, a hundred kilobytes for a page.

    Raises:
        InvalidParameterError: the token is of another job.
    """
    version = {_MODEL_MEMBER[job.request.api]: MODEL_VERSION}
    outcome = job.outcome
    if outcome is None:
        return {"JobStatus": "IN_PROGRESS", **version}
    if outcome.blocks is None:
        return {"JobStatus": outcome.status, "StatusMessage": outcome.failure, **version}
    results = read_blocks(outcome.blocks, job.id, token, limit or MAX_RESULTS)
    next_token = {"NextToken": results.next_token} if results.next_token else {}
    return {
        "DocumentMetadata": {"Pages": outcome.pages},
        "JobStatus": outcome.status,
        "Blocks": results.blocks,
        **_warnings(outcome),
        **next_token,
        **version,
    }


def render_blocks(api: Api, blocks: list[Shape]) -> Shape:
    """What a synchronous operation answers."""
    return {"DocumentMetadata": {"Pages": 1}, "Blocks": blocks, _MODEL_MEMBER[api]: MODEL_VERSION}


def _warnings(outcome: Outcome) -> Shape:
    warnings = [{"ErrorCode": warning.code, "Pages": list(warning.pages)} for warning in outcome.warnings]
    return {"Warnings": warnings} if warnings else {}
