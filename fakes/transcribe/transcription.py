"""Runs jobs: fetch the media, find out what is said, write the transcript, tell EventBridge."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from botocore.exceptions import ClientError

from fakes import clock
from fakes.behaviours.board import BOARD, Board
from fakes.behaviours.moment import Point
from fakes.common.misbehaviour import spoil
from fakes.common.objects import Objects, UnreachableObjectError
from fakes.common.owner import Owner
from fakes.common.runner import Ending, Runner
from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Media
from fakes.media.probe import probe
from fakes.transcribe import failures
from fakes.transcribe.errors import BadRequestError
from fakes.transcribe.events import Announcer
from fakes.transcribe.items import Utterance, utterances
from fakes.transcribe.jobs import Job, JobRequest, Jobs, Outcome
from fakes.transcribe.speakers import label_speakers
from fakes.transcribe.speech import Recording, SilentMediaError, listen
from fakes.transcribe.storage import Storage
from fakes.transcribe.subtitles import render_subtitles
from fakes.transcribe.transcript import render_transcript

LOG = logging.getLogger(__name__)

_MADE_UP_SPEAKERS = 2


class JobFailedError(Exception):
    """The job can't come to a good end; the text is its `FailureReason`."""


@dataclass(frozen=True)
class Heard:
    """A media file and what is said in it."""

    media: Media
    said: tuple[Utterance, ...]


@dataclass(frozen=True)
class Transcription:
    """Starts jobs and brings each of them to its end, whatever the media does.

    Attributes:
        jobs: where jobs are kept.
        objects: where media come from.
        storage: where transcripts go.
        announcer: hears of every end.
        runner: works on jobs.
        pace: seconds that a job takes for a second of media; 0 is as fast as the file can be read.
        board: who decides what goes wrong.
    """

    jobs: Jobs
    objects: Objects
    storage: Storage
    announcer: Announcer
    runner: Runner
    pace: float
    board: Board = BOARD

    def start(self, owner: Owner, request: JobRequest) -> Job:
        """Start a job.

        Raises:
            TranscribeError: the name is taken, the media or the output bucket can't be reached, or there are too
                many jobs.
        """
        self._check_places(owner, request)
        job = self.jobs.add(owner, request)
        self.runner.submit(lambda: self._work(job))
        return job

    def _check_places(self, owner: Owner, request: JobRequest) -> None:
        try:
            self.objects.size(owner, request.media)
        except UnreachableObjectError as error:
            raise BadRequestError(
                "The S3 URI that you provided can't be accessed. Make sure that you have read permission and try "
                "your request again."
            ) from error
        if not self.storage.can_write(owner, request.output):
            raise BadRequestError(
                "The S3 bucket that you specified for the output can't be accessed. Make sure that you have write "
                "permission and try your request again."
            )

    def _work(self, job: Job) -> Ending:
        job.started = clock.now()
        try:
            if failure := spoil(job.moment(Point.WORK), self.board):
                raise JobFailedError(failure)
            heard = self._hear(job)
        except JobFailedError as error:
            reason = str(error)
            return Ending(job.started, lambda: self._fail(job, reason))
        except Exception:
            LOG.exception("Transcribe's job %s failed", job.request.name)
            return Ending(job.started, lambda: self._fail(job, failures.INTERNAL))
        return Ending(job.started + heard.media.duration * self.pace, lambda: self._complete(job, heard))

    def _hear(self, job: Job) -> Heard:
        request = job.request
        try:
            if self.objects.size(job.owner, request.media) > failures.MAX_BYTES:
                raise JobFailedError(failures.TOO_LARGE)
            recording = self._fetch(job)
            if failure := failures.media_failure(recording.media, request):
                raise JobFailedError(failure)
            voices = min(request.max_speakers or 1, _MADE_UP_SPEAKERS)
            said = utterances(listen(recording, self.objects, voices))
        except UnreachableObjectError as error:
            raise JobFailedError(failures.UNREACHABLE) from error
        except UnreadableMediaError as error:
            raise JobFailedError(failures.UNREADABLE) from error
        except SilentMediaError as error:
            raise JobFailedError(failures.SILENT) from error
        return Heard(recording.media, tuple(label_speakers(said, request.max_speakers)))

    def _fetch(self, job: Job) -> Recording:
        with NamedTemporaryFile(prefix="transcribe-") as copy:
            content = self.objects.fetch(job.owner, job.request.media, copy)
            return Recording(job.owner, job.request.media, probe(Path(copy.name)), content)

    def _complete(self, job: Job, heard: Heard) -> None:
        try:
            self._write(job, heard)
        except ClientError:
            self._fail(job, failures.NO_OUTPUT)
        except Exception:  # a job that isn't ended here is in progress for ever
            LOG.exception("The transcript of job %s could not be written", job.request.name)
            self._fail(job, failures.INTERNAL)
        else:
            self._end(job, Outcome(clock.now(), media=heard.media))

    def _write(self, job: Job, heard: Heard) -> None:
        """The transcript comes last: whoever waits for it finds the subtitles too."""
        request, output = job.request, job.request.output
        for kind in request.subtitle_formats:
            subtitles = render_subtitles(kind, heard.said, request.first_subtitle)
            self.storage.write(job.owner, output, output.subtitles(kind), subtitles, f"text/{kind}")
        transcript = json.dumps(render_transcript(job, heard.said), ensure_ascii=False, separators=(",", ":"))
        self.storage.write(job.owner, output, output.transcript, transcript, "application/json")

    def _fail(self, job: Job, reason: str) -> None:
        self._end(job, Outcome(clock.now(), failure=reason))

    def _end(self, job: Job, outcome: Outcome) -> None:
        job.outcome = outcome
        self.announcer.announce(job, outcome)
