"""What GetLabelDetection answers: detections one by one, or put together to segments."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from fakes.common.paging import InvalidTokenError, page
from fakes.common.service import Shape
from fakes.rekognition.errors import InvalidPaginationTokenError
from fakes.rekognition.film import STEP, Facts
from fakes.rekognition.jobs import Detection, Job
from fakes.rekognition.wire import LABEL_MODEL_VERSION, render_label

MAX_RESULTS = 1000
"""https://docs.aws.amazon.com/rekognition/latest/APIReference/API_GetLabelDetection.html"""

Segment: TypeAlias = list[Detection]


def render_detection(job: Job, request: Shape) -> Shape:
    """The answer to a request for a job.

    Raises:
        InvalidPaginationTokenError: the token is of another job, or of another order.
    """
    sort, aggregate = request.get("SortBy") or "TIMESTAMP", request.get("AggregateBy") or "TIMESTAMPS"
    video = job.request.video
    answer: Shape = {
        "JobId": job.id,
        "JobStatus": job.outcome.status if job.outcome else "IN_PROGRESS",
        "Video": {"S3Object": {"Bucket": video.bucket, "Name": video.key, **_version(video.version)}},
        "GetRequestMetadata": {"SortBy": sort, "AggregateBy": aggregate},
        "LabelModelVersion": LABEL_MODEL_VERSION,
        **({"JobTag": job.request.tag} if job.request.tag else {}),
    }
    if job.outcome and job.outcome.failure:
        answer["StatusMessage"] = job.outcome.failure
    if job.outcome and job.outcome.facts:
        rows = _rows(job.outcome.detections, sort, aggregate, job.outcome.facts.duration)
        answer |= {
            "VideoMetadata": _metadata(job.outcome.facts),
            **_page(rows, f"{job.id}/{sort}/{aggregate}", request),
        }
    return answer


def _page(rows: Sequence[Shape], subject: str, request: Shape) -> Shape:
    limit = min(request.get("MaxResults") or MAX_RESULTS, MAX_RESULTS)
    try:
        found, token = page(rows, subject, request.get("NextToken"), limit)
    except InvalidTokenError as error:
        raise InvalidPaginationTokenError from error
    return {"Labels": found, **({"NextToken": token} if token else {})}


def _rows(detections: Iterable[Detection], sort: str, aggregate: str, end: int) -> list[Shape]:
    if aggregate == "SEGMENTS":
        rows = [_segment(segment, end) for segment in _segments(detections)]
    else:
        rows = [{"Timestamp": each.timestamp, "Label": render_label(each.label)} for each in detections]
    return sorted(rows, key=_by_name if sort == "NAME" else _by_time)


def _by_name(row: Shape) -> Any:
    return row["Label"]["Name"], row["Timestamp"]


def _by_time(row: Shape) -> Any:
    return row["Timestamp"], row["Label"]["Name"]


def _segments(detections: Iterable[Detection]) -> list[Segment]:
    """Detections of one label that follow one another without a gap."""
    segments: list[Segment] = []
    last: dict[str, Segment] = {}
    for detection in detections:
        segment = last.get(detection.label.name)
        if segment and detection.timestamp - segment[-1].timestamp < 2 * STEP:
            segment.append(detection)
        else:
            last[detection.label.name] = segment = [detection]
            segments.append(segment)
    return segments


def _segment(segment: Segment, end: int) -> Shape:
    """A segment lasts until the next look; it is as sure as the surest of its detections, and has no instances."""
    start, stop = segment[0].timestamp, min(segment[-1].timestamp + STEP, end)
    surest = max((each.label for each in segment), key=lambda label: label.confidence)
    label = render_label(surest)
    label["Instances"] = []
    return {
        "Timestamp": start,
        "Label": label,
        "StartTimestampMillis": start,
        "EndTimestampMillis": stop,
        "DurationMillis": stop - start,
    }


def _metadata(facts: Facts) -> Shape:
    return {
        "Codec": facts.codec,
        "DurationMillis": facts.duration,
        "Format": "QuickTime / MOV",
        "FrameRate": facts.rate,
        "FrameHeight": facts.height,
        "FrameWidth": facts.width,
        "ColorRange": "LIMITED",
    }


def _version(version: str | None) -> Shape:
    return {"Version": version} if version else {}
