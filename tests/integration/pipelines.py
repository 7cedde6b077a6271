"""textract_processor deployed on an engine in virtual time: documents go in, time moves, records come out."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.deploy.stack import Stack
from harness.results.result import Result
from harness.results.table import ResultsTable
from harness.submit.pipeline import Pipeline
from harness.submit.record import TrackingRecord
from harness.submit.tracking import TrackingTable
from tests.integration.impatient import Impatient
from tests.integration.misbehaving import behaviour

LONGEST = 3600
"""Virtual seconds in which any document has ended."""


@dataclass(frozen=True)
class DeployedPipeline:
    """The system, and how to drive it."""

    aws: Clients
    clock: Clock
    behaviours: Behaviours
    stack: Stack
    pipeline: Pipeline
    impatient: Impatient
    notices_url: str
    """Of a queue that hears of every run that has ended."""

    def process(self, key: str, document: bytes) -> TrackingRecord:
        """Upload a document and let time pass until nothing is pending; its latest record."""
        self.upload(key, document)
        state = self.clock.run_to_idle(LONGEST)
        assert state.moved
        assert state.moved.idle, state.sleepers
        return self.record(key)

    def upload(self, key: str, document: bytes) -> None:
        """Upload a document and let nothing happen but that."""
        self.aws.client("s3").put_object(Bucket=self.pipeline.bucket, Key=key, Body=document)

    def record(self, key: str) -> TrackingRecord:
        """The latest record of a key."""
        return max(self._tracking.records_of(key), key=lambda record: record.queued_at)

    def result(self, record: TrackingRecord) -> Result:
        """The item of results of a run."""
        found = ResultsTable(self.aws, self.pipeline.results_table).result(record.processing_id)
        assert found
        return found

    def notices(self) -> dict[str, Any]:
        """The notices of runs that have ended, by the document's key."""
        sqs, found = self.aws.client("sqs"), []
        while messages := sqs.receive_message(QueueUrl=self.notices_url, MaxNumberOfMessages=10).get("Messages"):
            found += [json.loads(json.loads(message["Body"])["Message"]) for message in messages]
        return {notice["key"]: notice for notice in found}

    def physical_id(self, logical_id: str) -> str:
        """The name, URL or ARN of a resource of the stack."""
        resource = self.aws.client("cloudformation").describe_stack_resource(
            StackName=self.stack.name, LogicalResourceId=logical_id
        )["StackResourceDetail"]
        return str(resource["PhysicalResourceId"])

    def keys(self, prefix: str) -> list[str]:
        """The bucket's keys below a prefix."""
        pages = self.aws.client("s3").get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=self.pipeline.bucket, Prefix=prefix)
        return [item["Key"] for page in found for item in page.get("Contents", ())]

    @contextmanager
    def misbehaving(self, effect: dict[str, Any], match: dict[str, Any], **parts: Any) -> Iterator[None]:
        """Let the engine misbehave for as long as the block runs; it has to have done so at its end."""
        self.behaviours.set(behaviour(effect, match, **parts))
        yield
        assert not [report.behaviour for report in self.behaviours.clear() if report.was_idle]

    @property
    def _tracking(self) -> TrackingTable:
        return TrackingTable(self.aws, self.pipeline.tracking_table)
