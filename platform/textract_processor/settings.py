"""What the template tells each function."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StartSettings:
    """What it takes to set documents going; the receive count is that of the backlog's redrive policy."""

    bucket: str
    tracking_table: str
    results_table: str
    completion_topic_arn: str
    completion_fifo_topic_arn: str
    textract_role_arn: str
    backlog_queue_url: str
    backlog_max_receive_count: int
    wake_up_queue_url: str
    metrics_namespace: str
    completion_notice_topic_arn: str = ""


@dataclass(frozen=True, kw_only=True)
class OrchestratorSettings(StartSettings):
    """Settings of the orchestrator; bytes and days."""

    max_document_bytes: int
    record_ttl_days: int


@dataclass(frozen=True)
class SweeperSettings:
    """Settings of the sweeper; for each status the seconds before a run is looked at, and before it fails. One that has
    ended is only looked at."""

    tracking_table: str
    results_table: str
    completion_fifo_topic_arn: str
    backlog_queue_url: str
    backlog_max_receive_count: int
    queued_grace_seconds: int
    queued_longest_seconds: int
    analysis_grace_seconds: int
    analysis_longest_seconds: int
    processing_grace_seconds: int
    processing_longest_seconds: int
    notice_grace_seconds: int
    sweep_batch: int
    metrics_namespace: str
    completion_notice_topic_arn: str = ""


@dataclass(frozen=True)
class RelaySettings:
    """Settings of the relay."""

    completion_fifo_topic_arn: str


@dataclass(frozen=True)
class ProcessorSettings:
    """Settings of the processor; characters count a prompt's document, tokens a model's answer."""

    bucket: str
    tracking_table: str
    results_table: str
    bedrock_model_id: str
    bedrock_api: str
    bedrock_max_tokens: int
    bedrock_raised_max_tokens: int
    bedrock_attempts: int
    bedrock_read_timeout_seconds: int
    answer_cache_days: int
    v1_document_characters: int
    v2_document_characters: int
    metrics_namespace: str
    completion_notice_topic_arn: str = ""
