"""AWS in memory under both functions, composed as on AWS: they may die before and after every single AWS call."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import md5
from types import SimpleNamespace
from typing import Any, Final

import boto3
import pytest
from botocore.config import Config

from tests.systems.textract_processor.paper import deed
from tests.systems.textract_processor.template import resource
from tests.systems.textract_processor.world import NOON, PDF, V1_ANSWER, V2_ANSWER, CrashError, Fuse
from textract_processor import bootstrap
from textract_processor.domain.events import Completion, Upload
from textract_processor.domain.intake import Intake
from textract_processor.domain.processing import Processing

BUCKET: Final = "textract-dev-central"
TRACKING, RESULTS = "textract-processing-tracking", "textract-processing-results"
SETTINGS: Final = {
    "BUCKET": BUCKET,
    "TRACKING_TABLE": TRACKING,
    "RESULTS_TABLE": RESULTS,
    "COMPLETION_TOPIC_ARN": "arn:aws:sns:us-east-1:123456789012:AmazonTextract-done",
    "TEXTRACT_ROLE_ARN": "arn:aws:iam::123456789012:role/textract",
    "BACKLOG_MAX_RECEIVE_COUNT": "10",
    "METRICS_NAMESPACE": "TextractProcessor/dev",
    "MAX_DOCUMENT_BYTES": "1000",
    "RECORD_TTL_DAYS": "30",
    "BEDROCK_MODEL_ID": "amazon.nova-lite-v1:0",
    "BEDROCK_API": "converse",
    "BEDROCK_MAX_TOKENS": "5000",
    "BEDROCK_RAISED_MAX_TOKENS": "10000",
    "BEDROCK_ATTEMPTS": "4",
    "BEDROCK_READ_TIMEOUT_SECONDS": "180",
    "ANSWER_CACHE_DAYS": "30",
    "V1_DOCUMENT_CHARACTERS": "10000",
    "V2_DOCUMENT_CHARACTERS": "10000",
}
Answer = Mapping[str, Any]


class Textract:
    """Ends each job at once; its result takes two answers. `jobs` are by the token that started them."""

    def __init__(self) -> None:
        self.jobs: dict[str, str] = {}
        self.completions: dict[str, Completion] = {}

    def start_document_analysis(self, request: Answer) -> Answer:
        job_id = self.jobs.setdefault(request["ClientRequestToken"], f"job-{len(self.jobs)}")
        self.completions[request["JobTag"]] = Completion(job_id, "SUCCEEDED", request["JobTag"], NOON)
        return {"JobId": job_id}

    def get_document_analysis(self, request: Answer) -> Answer:
        blocks = deed().line(f"Copy {request['JobId']}").blocks
        half = len(blocks) // 2
        rest = {"Blocks": blocks[half:]} if "NextToken" in request else {"Blocks": blocks[:half], "NextToken": "rest"}
        return {"JobStatus": "SUCCEEDED", "DocumentMetadata": {"Pages": 1}, **rest}


def converse(request: Answer) -> Answer:
    """What the model says."""
    prompt = request["messages"][0]["content"][0]["text"]
    text = json.dumps(V1_ANSWER if "grantors" in prompt else V2_ANSWER)
    usage = {"inputTokens": 1000, "outputTokens": 100, "totalTokens": 1100}
    return {"output": {"message": {"content": [{"text": text}]}}, "stopReason": "end_turn", "usage": usage}


class Cloud:
    """Both functions on moto, Textract and a model; the fuse counts each call twice, before it and after it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.fuse = Fuse()
        self.calls: Counter[str] = Counter()
        self.textract = Textract()
        self._answers: dict[str, Callable[[Answer], Answer]] = {
            "StartDocumentAnalysis": self.textract.start_document_analysis,
            "GetDocumentAnalysis": self.textract.get_document_analysis,
            "Converse": converse,
        }
        self.s3, self.dynamodb = boto3.client("s3"), boto3.client("dynamodb")
        patch.setattr(bootstrap, "client", cache(self._client))
        for name, value in (SETTINGS | self._make_resources()).items():
            patch.setenv(name, value)

    def upload(self, number: int) -> Upload:
        """Put a document of which there is no other."""
        key, body = f"incoming/{number}-deed.pdf", PDF + b"%d" % number
        stored = self.s3.put_object(Bucket=BUCKET, Key=key, Body=body)
        return Upload(BUCKET, key, md5(body, usedforsecurity=False).hexdigest(), stored["VersionId"], NOON)

    def empty_tables(self) -> None:
        """Moto copies them in each transaction."""
        for table in (TRACKING, RESULTS):
            for item in self.dynamodb.scan(TableName=table)["Items"]:
                key: dict[str, Any] = {name: item[name] for name in ("processingId", "timestamp") if name in item}
                self.dynamodb.delete_item(TableName=table, Key=key)

    @contextmanager
    def dying_at(self, half_call: int | None) -> Iterator[None]:
        """Whoever makes this half-call dies of it."""
        self.fuse.count, self.fuse.blows_at = 0, half_call
        with suppress(CrashError):
            yield
        self.fuse.blows_at = None

    def _make_resources(self) -> dict[str, str]:
        """What the functions need; the settings that name it."""
        self.s3.create_bucket(Bucket=BUCKET)
        self.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        for table in ("TrackingTable", "ResultsTable"):
            properties = dict(resource(table)["Properties"])
            del properties["TimeToLiveSpecification"]
            self.dynamodb.create_table(**properties)
        sqs, sns = boto3.client("sqs"), boto3.client("sns")
        backlog = sqs.create_queue(QueueName="textract-backlog.fifo", Attributes={"FifoQueue": "true"})
        topic = sns.create_topic(Name="done.fifo", Attributes={"FifoTopic": "true"})
        return {
            "BACKLOG_QUEUE_URL": backlog["QueueUrl"],
            "WAKE_UP_QUEUE_URL": sqs.create_queue(QueueName="textract-wake-up")["QueueUrl"],
            "COMPLETION_FIFO_TOPIC_ARN": topic["TopicArn"],
            "COMPLETION_NOTICE_TOPIC_ARN": sns.create_topic(Name="notices")["TopicArn"],
        }

    def _client(self, service: str, **_: Any) -> Any:
        client = boto3.client(service, config=Config(retries={"total_max_attempts": 1}))  # type: ignore[call-overload]
        client.meta.events.register("before-call", self._before)
        client.meta.events.register("after-call", self._after)
        return client

    def _before(self, model: Any, params: Answer, **_: Any) -> tuple[Any, Answer] | None:
        """Botocore sends nothing if it is given an answer."""
        self.fuse.tick()
        self.calls[model.name] += 1
        answer = self._answers.get(model.name)
        return (SimpleNamespace(status_code=200), answer(json.loads(params["body"]))) if answer else None

    def _after(self, **_: Any) -> None:
        self.fuse.tick()


@contextmanager
def functions() -> Iterator[tuple[Intake, Processing]]:
    """The orchestrator's and the processor's use case, in environments of their own."""
    made = (bootstrap.intake, bootstrap.processing)
    for make in made:
        make.cache_clear()
    yield bootstrap.intake(), bootstrap.processing()
    for make in made:
        make.cache_clear()
