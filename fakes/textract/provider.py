"""Textract's protocol: operations in, AWS's errors out; everything else is decided elsewhere."""

from functools import partial
from threading import Thread

from localstack.services.plugins import Service, ServiceLifecycleHook

from fakes import clock
from fakes.common.clients import engine_clients
from fakes.common.completion import Completions
from fakes.common.objects import Objects
from fakes.common.owner import Owner
from fakes.common.service import Operation, Shape, build_skeleton
from fakes.gauges import JOBS
from fakes.settings import FakeSettings
from fakes.textract.analysis import Analysis, Surroundings
from fakes.textract.documents import Documents
from fakes.textract.duration import duration_of
from fakes.textract.errors import InvalidParameterError
from fakes.textract.immediate import Immediate
from fakes.textract.job import Api
from fakes.textract.jobs import Jobs
from fakes.textract.misbehaviour import Misbehaviour
from fakes.textract.notification import Notifier
from fakes.textract.output import OutputBuckets
from fakes.textract.quotas import Quota, Rates, documented_quota
from fakes.textract.reading.cache import CACHE_FOLDER
from fakes.textract.reading.pruning import prune
from fakes.textract.reading.readers import Readers
from fakes.textract.shelf import Shelf
from fakes.textract.wire import (
    MAX_QUERIES_AT_ONCE,
    parse_features,
    parse_job,
    parse_location,
    parse_queries,
    render_blocks,
    render_job,
)

CLIENTS = engine_clients("textract")


class Textract:
    """The operations that answer.

    Args:
        analysis: runs the jobs.
        immediate: answers the synchronous operations.
        jobs: where jobs are kept.
    """

    def __init__(self, analysis: Analysis, immediate: Immediate, jobs: Jobs) -> None:
        self._analysis = analysis
        self._immediate = immediate
        self._jobs = jobs

    def operations(self) -> dict[str, Operation]:
        """What is emulated, by AWS's names."""
        return {
            "StartDocumentAnalysis": partial(self._start, Api.ANALYSIS),
            "GetDocumentAnalysis": partial(self._get, Api.ANALYSIS),
            "StartDocumentTextDetection": partial(self._start, Api.TEXT_DETECTION),
            "GetDocumentTextDetection": partial(self._get, Api.TEXT_DETECTION),
            "AnalyzeDocument": partial(self._read, Api.ANALYSIS),
            "DetectDocumentText": partial(self._read, Api.TEXT_DETECTION),
        }

    def _start(self, api: Api, owner: Owner, request: Shape) -> Shape:
        job = self._analysis.start(owner, parse_job(api, request), request.get("ClientRequestToken"))
        return {"JobId": job.id}

    def _get(self, api: Api, owner: Owner, request: Shape) -> Shape:
        job = self._jobs.get(owner, api, request["JobId"])
        return render_job(job, request.get("NextToken"), request.get("MaxResults"))

    def _read(self, api: Api, owner: Owner, request: Shape) -> Shape:
        document = request["Document"]
        content = document.get("Bytes") or parse_location(document.get("S3Object") or {})
        features, queries = parse_features(request), parse_queries(request, MAX_QUERIES_AT_ONCE)
        return render_blocks(api, self._immediate.read(owner, content, features, queries))


def create_service(settings: FakeSettings) -> Service:
    """Build what LocalStack serves under `textract`, with its reader processes already starting.

    Operations that nothing emulates answer 501 `InternalFailure` with their name.
    """
    readers = Readers(settings.textract_readers, settings.cache_dir, settings.textract_page_timeout)
    readers.warm_up()
    limit = settings.textract_cache_bytes
    Thread(target=prune, args=(settings.cache_dir / CACHE_FOLDER, limit), daemon=True).start()
    shelf, quota = Shelf(), partial(_quota, settings)
    world = Surroundings(
        documents=Documents(Objects(CLIENTS)),
        reader=readers,
        shelf=shelf,
        outputs=OutputBuckets(CLIENTS),
        notifier=Notifier(Completions("textract", CLIENTS), clock.now),
        misbehaviour=Misbehaviour(),
    )
    jobs = Jobs(clock.now, lambda region: quota(region).jobs)
    JOBS["textract"] = jobs
    duration = duration_of(settings)
    analysis = Analysis(jobs, world, duration, settings.textract_readers)
    textract = Textract(analysis, Immediate(world.documents, readers), jobs)
    operations = _admitted(textract.operations(), Rates(quota, clock.now))
    skeleton = build_skeleton("textract", "Textract", operations, InvalidParameterError)
    return Service("textract", skeleton=skeleton, lifecycle_hook=_Closing(analysis, readers, shelf))


def _quota(settings: FakeSettings, region: str) -> Quota:
    """AWS's quota of the region, but for what the settings say."""
    quota = documented_quota(region)
    return Quota(
        start=settings.textract_start_rate or quota.start,
        get=settings.textract_get_rate or quota.get,
        read=settings.textract_read_rate or quota.read,
        jobs=settings.textract_jobs or quota.jobs,
    )


class _Closing(ServiceLifecycleHook):
    """Ends the reader processes together with the engine."""

    def __init__(self, analysis: Analysis, readers: Readers, shelf: Shelf) -> None:
        self._analysis = analysis
        self._readers = readers
        self._shelf = shelf

    def on_before_stop(self) -> None:
        self._analysis.close()
        self._readers.close()
        self._shelf.close()


def _admitted(operations: dict[str, Operation], rates: Rates) -> dict[str, Operation]:
    """The operations, each called no faster than its rate."""

    def admitted(name: str, operation: Operation, owner: Owner, request: Shape) -> Shape:
        rates.admit(owner, name)
        return operation(owner, request)

    return {name: partial(admitted, name, operation) for name, operation in operations.items()}
