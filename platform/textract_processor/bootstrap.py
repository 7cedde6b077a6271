"""The composition roots: each handler's use case, put together once per environment."""

from datetime import timedelta
from functools import cache
from typing import Final

from lambda_kit.clients import client
from lambda_kit.clock import utc_now
from lambda_kit.queues import SqsVisibility
from lambda_kit.settings import load
from textract_processor.adapters.answer_cache import S3AnswerCache
from textract_processor.adapters.bedrock import BedrockModel
from textract_processor.adapters.bedrock_wires import wire_for
from textract_processor.adapters.completions import FifoCompletions
from textract_processor.adapters.documents import S3Documents
from textract_processor.adapters.results_table import DynamoResults
from textract_processor.adapters.textract import TextractAnalysis
from textract_processor.adapters.tracking_table import DynamoTracking
from textract_processor.domain.findings import TextLimits
from textract_processor.domain.intake import Intake, Limits
from textract_processor.domain.model_cache import CachedModel
from textract_processor.domain.prices import price_of
from textract_processor.domain.processing import Processing
from textract_processor.domain.rejection import Rejection
from textract_processor.settings import OrchestratorSettings, ProcessorSettings, RelaySettings

MODEL_READ_TIMEOUT_SECONDS: Final = 180
"""A long answer takes a minute or more, and comes in one piece."""


@cache
def intake() -> Intake:
    """The orchestrator's use case on AWS."""
    settings = load(OrchestratorSettings)
    store = S3Documents(client("s3"))
    tracking = DynamoTracking(client("dynamodb"), settings.tracking_table)
    return Intake(
        store=store,
        tracking=tracking,
        analysis=TextractAnalysis(client("textract"), settings.completion_topic_arn, settings.textract_role_arn),
        rejection=Rejection(store, tracking, utc_now),
        limits=Limits(settings.max_document_bytes, timedelta(days=settings.record_ttl_days)),
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
    tracking = DynamoTracking(client("dynamodb"), settings.tracking_table)
    return Processing(
        store=store,
        tracking=tracking,
        results=DynamoResults(client("dynamodb"), settings.results_table),
        analysis=TextractAnalysis(client("textract")),
        model=_model(settings),
        rejection=Rejection(store, tracking, utc_now),
        limits=TextLimits(settings.v1_document_characters, settings.v2_document_characters),
        clock=utc_now,
    )


@cache
def visibility() -> SqsVisibility:
    """How the processor lets a failed message come back."""
    return SqsVisibility(client("sqs"))


def _model(settings: ProcessorSettings) -> CachedModel:
    price_of(settings.bedrock_model_id)  # a model without a price is refused before it is paid for
    wire = wire_for(settings.bedrock_model_id, settings.bedrock_api, settings.bedrock_max_tokens)
    bedrock = client("bedrock-runtime", read_timeout=MODEL_READ_TIMEOUT_SECONDS)
    return CachedModel(
        BedrockModel(bedrock, settings.bedrock_model_id, wire),
        S3AnswerCache(client("s3"), settings.bucket),
    )
