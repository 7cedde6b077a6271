"""Runs jobs: fetch the film, look at it, keep what was seen, tell the topic."""

import logging
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from fakes import clock
from fakes.behaviours.board import BOARD, Board
from fakes.behaviours.moment import Moment, Point
from fakes.common.completion import Completions, completion_message
from fakes.common.misbehaviour import spoil
from fakes.common.objects import Objects, UnreachableObjectError
from fakes.common.owner import Owner
from fakes.common.runner import Ending, Runner
from fakes.rekognition.errors import InvalidS3ObjectError, VideoTooLargeError
from fakes.rekognition.film import Film, UnreadableFilmError, open_film
from fakes.rekognition.jobs import API, Detection, Job, JobRequest, Jobs, Outcome
from fakes.rekognition.labels import Label, labels_of
from fakes.rekognition.picture import Picture
from fakes.rekognition.sidecar import SUFFIX, ToldLabel, parse_sidecar
from fakes.rekognition.sights import look_at

LOG = logging.getLogger(__name__)

MAX_BYTES = 10 * 1024**3
"""https://docs.aws.amazon.com/rekognition/latest/dg/limits.html"""


@dataclass(frozen=True)
class LabelDetection:
    """Starts jobs and brings each of them to its end, whatever the film does.

    Attributes:
        jobs: where jobs are kept.
        objects: where films come from.
        completions: hears of every end.
        runner: works on jobs.
        pace: seconds that a job takes for a second of film; 0 is as fast as it can be looked at.
        board: who decides what goes wrong.
    """

    jobs: Jobs
    objects: Objects
    completions: Completions
    runner: Runner
    pace: float
    board: Board = BOARD

    def start(self, owner: Owner, request: JobRequest, token: str | None) -> Job:
        """Start a job, or find the one that the same request with the same token started.

        Raises:
            RekognitionError: the film isn't there, the token belongs to another request, or there are too many jobs.
        """
        if job := self.jobs.find(token, owner, request):
            return job
        self._check(owner, request)
        job, new = self.jobs.start(token, owner, request, lambda now: Job(owner, request, now))
        if new:
            self.runner.submit(lambda: self._work(job))
        return job

    def _check(self, owner: Owner, request: JobRequest) -> None:
        try:
            if self.objects.size(owner, request.video) > MAX_BYTES:
                raise VideoTooLargeError
        except UnreachableObjectError as error:
            raise InvalidS3ObjectError from error

    def _work(self, job: Job) -> Ending:
        outcome = self._outcome(job)
        seconds = outcome.facts.duration / 1000 if outcome.facts else 0.0
        return Ending(job.created + seconds * self.pace, lambda: self._finish(job, outcome))

    def _outcome(self, job: Job) -> Outcome:
        moment = Moment(Point.WORK, "rekognition", API, job.owner.account, job.owner.region, job.names())
        try:
            failure = spoil(moment, self.board)
            return Outcome(failure=failure) if failure else self._watch(job)
        except (UnreachableObjectError, InvalidS3ObjectError) as error:
            return Outcome(failure=str(error) or InvalidS3ObjectError.message)
        except UnreadableFilmError as error:
            return Outcome(failure=str(error))
        except Exception:
            LOG.exception("Rekognition's job %s failed", job.id)
            return Outcome(failure="The video could not be analyzed because of an internal error.")

    def _watch(self, job: Job) -> Outcome:
        sidecar = self.objects.read(job.owner, job.request.video.beside(SUFFIX))
        told = parse_sidecar(sidecar) if sidecar else None
        with NamedTemporaryFile(prefix="rekognition-") as copy:
            self.objects.fetch(job.owner, job.request.video, copy)
            with open_film(Path(copy.name)) as film:
                return Outcome(film.facts, tuple(_detections(film, told, job.request)))

    def _finish(self, job: Job, outcome: Outcome) -> None:
        job.outcome = outcome
        if job.request.channel:
            message = completion_message(job, API, "Video", job.request.video, clock.now())
            self.completions.publish(job.owner, job.request.channel, API, message, job.names())


def _detections(film: Film, told: list[ToldLabel] | None, request: JobRequest) -> list[Detection]:
    """What is seen, picture after picture; each of them shows what a sidecar tells for its time."""
    times = film.pictures()
    return [
        Detection(time, label) for time, picture in times for label in request.wish.choose(_labels(time, picture, told))
    ]


def _labels(time: int, picture: Picture, told: list[ToldLabel] | None) -> list[Label]:
    if told is None:
        return labels_of(look_at(picture))
    return [each.label for each in told if each.timestamp in {None, time}]
