"""Transcribe's operations, and what LocalStack serves under its name."""

from localstack import config
from localstack.aws.connect import connect_externally_to
from localstack.services.plugins import Service, ServiceLifecycleHook
from localstack.services.s3.constants import DEFAULT_PRE_SIGNED_SECRET_ACCESS_KEY

from fakes import clock
from fakes.common.clients import Client, engine_clients
from fakes.common.objects import Objects
from fakes.common.owner import Owner
from fakes.common.paging import InvalidTokenError, page
from fakes.common.runner import Runner
from fakes.common.service import Operation, Shape, build_skeleton
from fakes.settings import FakeSettings
from fakes.transcribe.errors import BadRequestError, NotFoundError
from fakes.transcribe.events import Announcer
from fakes.transcribe.jobs import Jobs
from fakes.transcribe.storage import Storage
from fakes.transcribe.transcription import Transcription
from fakes.transcribe.wire import parse_job, render_job, render_summary

CLIENTS = engine_clients("transcribe")

_WORKERS = 32
"""Jobs that are worked on at the same time: a matter of milliseconds, unless behaviours have them hang."""

_JOBS_PER_PAGE = 5
"""https://docs.aws.amazon.com/transcribe/latest/APIReference/API_ListTranscriptionJobs.html"""


class Transcribe:
    """The operations that answer.

    Args:
        transcription: runs the jobs.
        jobs: where jobs are kept.
        storage: where transcripts are.
    """

    def __init__(self, transcription: Transcription, jobs: Jobs, storage: Storage) -> None:
        self._transcription = transcription
        self._jobs = jobs
        self._storage = storage

    def operations(self) -> dict[str, Operation]:
        """What is emulated, by AWS's names."""
        return {
            "StartTranscriptionJob": self._start,
            "GetTranscriptionJob": self._get,
            "ListTranscriptionJobs": self._list,
            "DeleteTranscriptionJob": self._delete,
        }

    def _start(self, owner: Owner, request: Shape) -> Shape:
        job = self._transcription.start(owner, parse_job(owner, request))
        return {"TranscriptionJob": render_job(job, self._storage)}

    def _get(self, owner: Owner, request: Shape) -> Shape:
        job = self._jobs.get(owner, request["TranscriptionJobName"])
        return {"TranscriptionJob": render_job(job, self._storage)}

    def _list(self, owner: Owner, request: Shape) -> Shape:
        status, part = request.get("Status"), request.get("JobNameContains", "").lower()
        jobs = [
            job
            for job in self._jobs.newest_first(owner)
            if status in {None, job.status} and part in job.request.name.lower()
        ]
        try:
            found, token = page(
                jobs, f"{status}/{part}", request.get("NextToken"), request.get("MaxResults") or _JOBS_PER_PAGE
            )
        except InvalidTokenError as error:
            raise BadRequestError("The NextToken isn't valid. Check the token and try your request again.") from error
        return {
            **({"Status": status} if status else {}),
            **({"NextToken": token} if token else {}),
            "TranscriptionJobSummaries": [render_summary(job) for job in found],
        }

    def _delete(self, owner: Owner, request: Shape) -> Shape:
        """Delete has no error of its own for a job that doesn't exist."""
        try:
            self._jobs.delete(owner, request["TranscriptionJobName"])
        except NotFoundError as error:
            raise BadRequestError(str(error)) from error
        return {}


def create_service(settings: FakeSettings) -> Service:
    """Build what LocalStack serves under `transcribe`."""
    jobs = Jobs(clock.now, settings.transcribe_concurrent_jobs)
    storage = Storage(CLIENTS, _public_client)
    runner = Runner("transcribe", _WORKERS)
    transcription = Transcription(
        jobs,
        Objects(CLIENTS),
        storage,
        Announcer(CLIENTS),
        runner,
        settings.transcribe_seconds_per_media_second,
    )
    operations = Transcribe(transcription, jobs, storage).operations()
    skeleton = build_skeleton("transcribe", "Transcribe", operations, BadRequestError)
    return Service("transcribe", skeleton=skeleton, lifecycle_hook=_Closing(runner))


class _Closing(ServiceLifecycleHook):
    """Begins no more jobs when the engine stops."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def on_before_stop(self) -> None:
        self._runner.close()


def _public_client(service: str, owner: Owner) -> Client:
    """A client that signs addresses as those outside see them."""
    factory = connect_externally_to(
        aws_access_key_id=owner.account,
        aws_secret_access_key=DEFAULT_PRE_SIGNED_SECRET_ACCESS_KEY,
        region_name=owner.region,
        endpoint_url=config.external_service_url(),
    )
    return getattr(factory, service)
