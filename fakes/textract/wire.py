"""Between Textract's request and response bodies and our own types."""

from typing import Any, TypeAlias

from fakes.textract.features import EMULATED, Feature
from fakes.textract.jobs import Api, Job, JobRequest, Location
from fakes.textract.results import MAX_RESULTS, read_blocks

# The shapes of requests and responses are botocore's; LocalStack's skeleton converts them.
Shape: TypeAlias = dict[str, Any]

MODEL_VERSION = "1.0"
_MODEL_MEMBER = {Api.ANALYSIS: "AnalyzeDocumentModelVersion", Api.TEXT_DETECTION: "DetectDocumentTextModelVersion"}
_NOT_EMULATED = ("OutputConfig", "AdaptersConfig", "QueriesConfig", "HumanLoopConfig")


def parse_job(api: Api, request: Shape) -> JobRequest:
    """What a Start operation asks for.

    Raises:
        NotImplementedError: it asks for something that isn't emulated.
    """
    return JobRequest(
        api=api,
        document=parse_location(request["DocumentLocation"].get("S3Object") or {}),
        features=parse_features(request),
        tag=request.get("JobTag"),
        topic=(request.get("NotificationChannel") or {}).get("SNSTopicArn"),
    )


def parse_location(s3_object: Shape) -> Location:
    """Where a document is in S3; what is missing finds nothing there."""
    return Location(s3_object.get("Bucket", ""), s3_object.get("Name", ""), s3_object.get("Version"))


def parse_features(request: Shape) -> frozenset[Feature]:
    """The features asked for.

    Raises:
        NotImplementedError: a feature or a parameter that isn't emulated: never an empty success.
    """
    features = frozenset(Feature(name) for name in request.get("FeatureTypes", ()))
    missing = [f"FeatureTypes {feature.value}" for feature in features - EMULATED]
    missing += [name for name in _NOT_EMULATED if request.get(name)]
    if missing:
        raise NotImplementedError(f"Textract's {', '.join(sorted(missing))} is not emulated.")
    return features


def render_job(job: Job, token: str | None, limit: int | None) -> Shape:
    """What a Get operation answers.

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
        **next_token,
        **version,
    }


def render_blocks(api: Api, blocks: list[Shape]) -> Shape:
    """What a synchronous operation answers."""
    return {"DocumentMetadata": {"Pages": 1}, "Blocks": blocks, _MODEL_MEMBER[api]: MODEL_VERSION}
