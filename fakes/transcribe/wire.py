"""Between Transcribe's request and response bodies and our own types."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.common.service import Shape
from fakes.transcribe.errors import BadRequestError
from fakes.transcribe.jobs import Job, JobRequest, Output
from fakes.transcribe.storage import Storage, managed_output

_NOT_EMULATED = (
    "OutputEncryptionKMSKeyId",
    "KMSEncryptionContext",
    "ModelSettings",
    "ContentRedaction",
    "IdentifyLanguage",
    "IdentifyMultipleLanguages",
    "LanguageIdSettings",
    "ToxicityDetection",
)
_SETTINGS_NOT_EMULATED = (
    "VocabularyName",
    "ChannelIdentification",
    "ShowAlternatives",
    "MaxAlternatives",
    "VocabularyFilterName",
    "VocabularyFilterMethod",
)
_STATED = ("Media", "MediaSampleRateHertz", "MediaFormat", "Settings", "JobExecutionSettings", "Tags")


def parse_job(owner: Owner, request: Shape) -> JobRequest:
    """What StartTranscriptionJob asks for.

    Raises:
        BadRequestError: parameters contradict one another.
        NotImplementedError: a parameter isn't emulated: never an empty success.
    """
    _refuse_what_is_not_emulated(request)
    if not request.get("LanguageCode"):
        raise BadRequestError("You must specify LanguageCode, IdentifyLanguage or IdentifyMultipleLanguages.")
    subtitles = request.get("Subtitles") or {}
    return JobRequest(
        name=request["TranscriptionJobName"],
        media=parse_uri(request["Media"].get("MediaFileUri", "")),
        language=request["LanguageCode"],
        output=_output(owner, request),
        format=request.get("MediaFormat"),
        sample_rate=request.get("MediaSampleRateHertz"),
        max_speakers=_max_speakers(request.get("Settings") or {}),
        subtitle_formats=tuple(subtitles.get("Formats", ())),
        first_subtitle=subtitles.get("OutputStartIndex", 0),
        deferrable=bool((request.get("JobExecutionSettings") or {}).get("AllowDeferredExecution")),
        stated={name: request[name] for name in _STATED if request.get(name)},
    )


def parse_uri(uri: str) -> Location:
    """The object that `s3://bucket/key` names, or an HTTP address with the bucket in the host or in the path.

    Raises:
        BadRequestError: it names no object.
    """
    parts = urlsplit(uri)
    path = unquote(parts.path).lstrip("/") if parts.scheme != "s3" else uri.removeprefix("s3://").partition("/")[2]
    bucket, key = parts.netloc, path
    if parts.scheme != "s3":
        in_host, separator, _ = parts.netloc.partition(".s3")
        bucket, key = (in_host, path) if separator else (path.partition("/")[0], path.partition("/")[2])
    if not bucket or not key:
        raise BadRequestError("The S3 URI that you provided isn't valid. Check the URI and try your request again.")
    return Location(bucket, key)


def render_job(job: Job, storage: Storage) -> Shape:
    """What Start and Get answer."""
    request, media = job.request, job.outcome.media if job.outcome else None
    shape: Shape = {
        "TranscriptionJobName": request.name,
        "TranscriptionJobStatus": job.status,
        "LanguageCode": request.language,
        **request.stated,
        **_times(job),
    }
    if media:
        shape.setdefault("MediaFormat", media.format)
        if media.sound:
            shape.setdefault("MediaSampleRateHertz", media.sound.sample_rate)
        shape["Transcript"] = {"TranscriptFileUri": storage.uri(job.owner, request.output, request.output.transcript)}
    else:
        shape["Transcript"] = {}
    if request.subtitle_formats:
        shape["Subtitles"] = _subtitles(job, storage)
    return shape


def render_summary(job: Job) -> Shape:
    """What List answers for a job."""
    return {
        "TranscriptionJobName": job.request.name,
        "LanguageCode": job.request.language,
        "TranscriptionJobStatus": job.status,
        "OutputLocationType": "SERVICE_BUCKET" if job.request.output.managed else "CUSTOMER_BUCKET",
        **_times(job),
    }


def _refuse_what_is_not_emulated(request: Shape) -> None:
    settings = request.get("Settings") or {}
    missing = [name for name in _NOT_EMULATED if request.get(name)]
    missing += [f"Settings.{name}" for name in _SETTINGS_NOT_EMULATED if settings.get(name)]
    if missing:
        raise NotImplementedError(f"Transcribe's {', '.join(missing)} is not emulated.")


def _output(owner: Owner, request: Shape) -> Output:
    bucket, name = request.get("OutputBucketName"), request["TranscriptionJobName"]
    key = request.get("OutputKey") or ""
    if not bucket:
        if key:
            raise BadRequestError("You can't specify OutputKey without OutputBucketName.")
        return managed_output(owner, name)
    return Output(Location(bucket, f"{key}{name}.json" if not key or key.endswith("/") else key), managed=False)


def _max_speakers(settings: Shape) -> int | None:
    most = settings.get("MaxSpeakerLabels")
    if bool(settings.get("ShowSpeakerLabels")) != (most is not None):
        raise BadRequestError("You must specify both ShowSpeakerLabels and MaxSpeakerLabels, or neither of them.")
    return int(most) if most is not None else None


def _times(job: Job) -> dict[str, Any]:
    times: dict[str, Any] = {"CreationTime": _time(job.created)}
    if job.started is not None:
        times["StartTime"] = _time(job.started)
    if job.outcome:
        times["CompletionTime"] = _time(job.outcome.completed)
        if job.outcome.failure:
            times["FailureReason"] = job.outcome.failure
    return times


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _subtitles(job: Job, storage: Storage) -> Shape:
    request = job.request
    shape: Shape = {"Formats": list(request.subtitle_formats), "OutputStartIndex": request.first_subtitle}
    if job.status == "COMPLETED":
        shape["SubtitleFileUris"] = [
            storage.uri(job.owner, request.output, request.output.subtitles(kind)) for kind in request.subtitle_formats
        ]
    return shape
