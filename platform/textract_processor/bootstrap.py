"""The composition roots: each handler's use case, put together once per environment."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from time import sleep
from typing import Final

from lambda_kit.clients import client
from lambda_kit.clock import utc_now
from lambda_kit.metrics import Meter
from lambda_kit.queues import SqsVisibility
from lambda_kit.settings import load
from textract_processor.adapters.answer_cache import S3AnswerCache
from textract_processor.adapters.backlog import SqsBacklog, SqsWakeUp
from textract_processor.adapters.bedrock import BedrockModel
from textract_processor.adapters.bedrock_wires import wire_for
from textract_processor.adapters.completions import FifoCompletions
from textract_processor.adapters.documents import S3Documents
from textract_processor.adapters.kept_analyses import S3KeptAnalyses
from textract_processor.adapters.notices import NoNotices, TopicNotices
from textract_processor.adapters.telemetry import EmfTelemetry
from textract_processor.adapters.textract import TextractAnalysis
from textract_processor.adapters.tracking_table import DynamoTracking
from textract_processor.domain.analyses import Analyses
from textract_processor.domain.announcer import Announcer
from textract_processor.domain.dispatch import Dispatch
from textract_processor.domain.extraction import AnswerTokens
from textract_processor.domain.findings import ExtractionLimits
from textract_processor.domain.intake import Intake, Limits
from textract_processor.domain.model_cache import CachedModel
from textract_processor.domain.patience import Patience, PatientModel
from textract_processor.domain.ports import Telemetry, TrackingTable
from textract_processor.domain.prices import price_of
from textract_processor.domain.processing import Processing
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.start import Starter
from textract_processor.domain.sweep import Grace, Sweep
from textract_processor.domain.tracking import Status
from textract_processor.settings import (
    OrchestratorSettings,
    ProcessorSettings,
    RelaySettings,
    StartSettings,
    SweeperSettings,
)

SERVICE: Final = "textract-processor"
"""The dimension of all its metrics."""
SAVING: Final = timedelta(seconds=60)
"""What a run needs to write its outputs and end; document 004's budget for it is 5 s."""
READING_ATTEMPTS: Final = 10
"""Textract answers 10 readers a second (its default quota), and a burst may end more jobs than that: whoever is refused
waits, up to 20 s at a time. A run that gave up would begin again, after its message's pause."""
START_READ_TIMEOUT_SECONDS: Final = 10
"""Starting a job is asked for once, and the backlog is the retry: the SDK's would only add to what Textract refuses."""


@cache
def intake() -> Intake:
    """The orchestrator's use case on AWS."""
    settings = load(OrchestratorSettings)
    starter = _starter(settings)
    return Intake(
        store=S3Documents(client("s3")),
        tracking=starter.tracking,
        backlog=_backlog(settings),
        wake_up=SqsWakeUp(client("sqs"), settings.wake_up_queue_url),
        starter=starter,
        rejection=starter.rejection,
        telemetry=starter.telemetry,
        limits=Limits(settings.max_document_bytes, timedelta(days=settings.record_ttl_days)),
        clock=utc_now,
    )


@cache
def dispatch() -> Dispatch:
    """The dispatcher's use case on AWS."""
    settings = load(StartSettings)
    starter = _starter(settings)
    wake_up = SqsWakeUp(client("sqs"), settings.wake_up_queue_url)
    return Dispatch(_backlog(settings), wake_up, starter.tracking, starter)


@cache
def sweep() -> Sweep:
    """The sweeper's use case on AWS."""
    settings = load(SweeperSettings)
    tracking = DynamoTracking(client("dynamodb"), settings.tracking_table, settings.results_table)
    telemetry = EmfTelemetry(Meter(settings.metrics_namespace, SERVICE))
    announcer = _announcer(settings, tracking)
    return Sweep(
        tracking=tracking,
        analysis=TextractAnalysis(client("textract")),
        backlog=_backlog(settings),
        channel=FifoCompletions(client("sns"), settings.completion_fifo_topic_arn),
        rejection=Rejection(S3Documents(client("s3")), tracking, announcer, telemetry, utc_now),
        announcer=announcer,
        graces=_graces(settings),
        batch=settings.sweep_batch,
        clock=utc_now,
    )


@cache
def completions() -> FifoCompletions:
    """Where the relay passes messages on."""
    return FifoCompletions(client("sns"), load(RelaySettings).completion_fifo_topic_arn)


@cache
def processing() -> Processing:
    """The processor's use case on AWS."""
    settings = load(ProcessorSettings)
    store = S3Documents(client("s3"))
    tracking = DynamoTracking(client("dynamodb"), settings.tracking_table, settings.results_table)
    telemetry = EmfTelemetry(Meter(settings.metrics_namespace, SERVICE))
    announcer = _announcer(settings, tracking)
    textract = client("textract", attempts=READING_ATTEMPTS)
    return Processing(
        store=store,
        tracking=tracking,
        analyses=Analyses(TextractAnalysis(textract), S3KeptAnalyses(client("s3"), settings.bucket)),
        model=_model(settings, telemetry),
        rejection=Rejection(store, tracking, announcer, telemetry, utc_now),
        announcer=announcer,
        telemetry=telemetry,
        limits=ExtractionLimits(
            settings.v1_document_characters,
            settings.v2_document_characters,
            AnswerTokens(settings.bedrock_max_tokens, settings.bedrock_raised_max_tokens),
        ),
        clock=utc_now,
    )


@cache
def visibility() -> SqsVisibility:
    """How the processor lets a failed message come back."""
    return SqsVisibility(client("sqs"))


def _starter(settings: StartSettings) -> Starter:
    textract = client("textract", read_timeout=START_READ_TIMEOUT_SECONDS, attempts=1)
    tracking = DynamoTracking(client("dynamodb"), settings.tracking_table, settings.results_table)
    telemetry = EmfTelemetry(Meter(settings.metrics_namespace, SERVICE))
    return Starter(
        tracking,
        TextractAnalysis(textract, settings.completion_topic_arn, settings.textract_role_arn),
        S3KeptAnalyses(client("s3"), settings.bucket),
        FifoCompletions(client("sns"), settings.completion_fifo_topic_arn),
        Rejection(S3Documents(client("s3")), tracking, _announcer(settings, tracking), telemetry, utc_now),
        telemetry,
        utc_now,
    )


def _backlog(settings: StartSettings | SweeperSettings) -> SqsBacklog:
    return SqsBacklog(client("sqs"), settings.backlog_queue_url, settings.backlog_max_receive_count)


def _graces(settings: SweeperSettings) -> Mapping[Status, Grace]:
    seconds = {
        Status.QUEUED: (settings.queued_grace_seconds, settings.queued_longest_seconds),
        Status.TEXTRACT_STARTED: (settings.analysis_grace_seconds, settings.analysis_longest_seconds),
        Status.TEXTRACT_COMPLETED: (settings.processing_grace_seconds, settings.processing_longest_seconds),
        Status.FAILED: (settings.notice_grace_seconds, settings.notice_grace_seconds),
        Status.COMPLETED: (settings.notice_grace_seconds, settings.notice_grace_seconds),
    }
    return {
        status: Grace(timedelta(seconds=first), timedelta(seconds=longest))
        for status, (first, longest) in seconds.items()
    }


def _model(settings: ProcessorSettings, telemetry: Telemetry) -> CachedModel:
    price_of(settings.bedrock_model_id)  # a model without a price is refused before it is paid for
    seconds = settings.bedrock_read_timeout_seconds
    bedrock = client("bedrock-runtime", read_timeout=seconds, attempts=1)  # tries are counted in one place
    model = BedrockModel(bedrock, settings.bedrock_model_id, wire_for(settings.bedrock_model_id, settings.bedrock_api))
    patience = Patience(settings.bedrock_attempts, timedelta(seconds=seconds), SAVING)
    return CachedModel(
        PatientModel(model, patience, utc_now, sleep),
        S3AnswerCache(client("s3"), settings.bucket),
        telemetry,
        timedelta(days=settings.answer_cache_days),
        utc_now,
    )


def _announcer(settings: StartSettings | SweeperSettings | ProcessorSettings, tracking: TrackingTable) -> Announcer:
    topic = settings.completion_notice_topic_arn
    return Announcer(tracking, TopicNotices(client("sns"), topic) if topic else NoNotices())
