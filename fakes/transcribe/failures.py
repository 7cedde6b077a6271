"""Why a job fails, in the words that AWS uses.

`FailureReason` in https://docs.aws.amazon.com/transcribe/latest/APIReference/API_TranscriptionJob.html; the limits:
https://docs.aws.amazon.com/transcribe/latest/dg/limits-guidelines.html
"""

from datetime import timedelta

from fakes.media.media import Media
from fakes.transcribe.jobs import JobRequest

MAX_BYTES = 2 * 1024**3
MAX_SECONDS = timedelta(hours=4).total_seconds()
MIN_SECONDS = 0.5

UNREADABLE = "The data in your input media file isn't valid. Check the media file and try your request again."
TOO_LARGE = "Invalid file size: file size too large."
TOO_LONG = "Invalid file size: file size too large. Maximum audio duration is 4.000000 hours."
TOO_SHORT = "Invalid file size: audio duration is shorter than 0.5 seconds."
OTHER_FORMAT = "The media format provided does not match the detected media format."
OTHER_RATE = "The sample rate provided does not match the detected sample rate."
SILENT = "The media file has no audio track."
NO_OUTPUT = "The S3 bucket for the output can't be accessed. Make sure that you have write permission."
UNREACHABLE = "The S3 object that you specified for the media can't be accessed any more."
INTERNAL = "Internal failure: the media file could not be transcribed."

_SAME_FORMATS = ({"mp4", "m4a"},)


def media_failure(media: Media, request: JobRequest) -> str | None:
    """Why Transcribe wouldn't take this media file for this request; None when it would."""
    if media.duration > MAX_SECONDS:
        return TOO_LONG
    if media.duration < MIN_SECONDS:
        return TOO_SHORT
    if request.format and not _same(request.format, media.format):
        return OTHER_FORMAT
    if request.sample_rate and media.sound and request.sample_rate != media.sound.sample_rate:
        return OTHER_RATE
    return None


def _same(claimed: str, found: str) -> bool:
    return claimed == found or any({claimed, found} <= formats for formats in _SAME_FORMATS)
