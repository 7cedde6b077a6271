"""Rekognition's operations, and what LocalStack serves under its name."""

from localstack.services.plugins import Service, ServiceLifecycleHook

from fakes import clock
from fakes.common.channel import Channel
from fakes.common.clients import engine_clients
from fakes.common.completion import Completions
from fakes.common.objects import Objects
from fakes.common.owner import Owner
from fakes.common.runner import Runner
from fakes.common.service import Operation, Shape, build_skeleton
from fakes.rekognition.errors import InvalidParameterError, ValidationError
from fakes.rekognition.images import Images
from fakes.rekognition.jobs import JobRequest, Jobs, create_jobs
from fakes.rekognition.segments import render_detection
from fakes.rekognition.video import LabelDetection
from fakes.rekognition.wire import parse_image, parse_location, parse_wish, render_image
from fakes.settings import FakeSettings

CLIENTS = engine_clients("rekognition")

_IMAGE_CONFIDENCE, _VIDEO_CONFIDENCE = 55.0, 50.0
"""What labels need at least, unless a request says otherwise: `MinConfidence` in AWS's API references."""

_WORKERS = 8
"""Jobs that are worked on at the same time: more than processors, since behaviours may have some hang."""


class Rekognition:
    """The operations that answer.

    Args:
        images: looks at pictures.
        detection: runs the jobs.
        jobs: where jobs are kept.
    """

    def __init__(self, images: Images, detection: LabelDetection, jobs: Jobs) -> None:
        self._images = images
        self._detection = detection
        self._jobs = jobs

    def operations(self) -> dict[str, Operation]:
        """What is emulated, by AWS's names."""
        return {
            "DetectLabels": self._detect,
            "StartLabelDetection": self._start,
            "GetLabelDetection": self._get,
        }

    def _detect(self, owner: Owner, request: Shape) -> Shape:
        wish = parse_wish(request, _IMAGE_CONFIDENCE)
        seen = self._images.look(owner, parse_image(request["Image"]))
        return render_image(request, seen, wish.choose(seen.labels))

    def _start(self, owner: Owner, request: Shape) -> Shape:
        channel = request.get("NotificationChannel")
        wanted = JobRequest(
            video=parse_location(request["Video"].get("S3Object") or {}),
            wish=parse_wish(request, _VIDEO_CONFIDENCE),
            tag=request.get("JobTag"),
            channel=Channel(channel["SNSTopicArn"], channel["RoleArn"]) if channel else None,
        )
        if not wanted.video.bucket:
            raise InvalidParameterError
        return {"JobId": self._detection.start(owner, wanted, request.get("ClientRequestToken")).id}

    def _get(self, owner: Owner, request: Shape) -> Shape:
        return render_detection(self._jobs.get(owner, request["JobId"]), request)


def create_service(settings: FakeSettings) -> Service:
    """Build what LocalStack serves under `rekognition`."""
    jobs, objects = create_jobs(clock.now, settings.rekognition_concurrent_jobs), Objects(CLIENTS)
    runner = Runner("rekognition", _WORKERS)
    detection = LabelDetection(
        jobs,
        objects,
        Completions("rekognition", CLIENTS),
        runner,
        settings.rekognition_seconds_per_media_second,
    )
    operations = Rekognition(Images(objects), detection, jobs).operations()
    skeleton = build_skeleton("rekognition", "Rekognition", operations, ValidationError)
    return Service("rekognition", skeleton=skeleton, lifecycle_hook=_Closing(runner))


class _Closing(ServiceLifecycleHook):
    """Begins no more jobs when the engine stops."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def on_before_stop(self) -> None:
        self._runner.close()
