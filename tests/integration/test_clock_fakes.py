"""Fakes in virtual time: how long jobs take, and when quotas are free again. Every figure is virtual seconds."""

from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config

from harness.clock import Clock
from harness.pytest_plugin import EngineUnderTest
from harness.samples import write_samples
from tests.integration.textract_jobs import upload

ONCE = Config(retries={"total_max_attempts": 1})
"""A client that doesn't try again, since that would take the host's time."""

SMALL_REGION = "us-west-1"
"""Where AWS's quotas are 2 starts a second and 100 jobs: https://docs.aws.amazon.com/general/latest/gr/textract.html"""

START_RATE = 2
JOBS = 100
THREE_PAGES_SECONDS = 150


class Textract:
    """A client, and a deed of three pages to have read.

    Args:
        engine: on a virtual clock.
        account: whose quotas are used up.
        folder: where the deed is written.
    """

    def __init__(self, engine: EngineUnderTest, account: str, folder: Path) -> None:
        clients = engine.clients(account, SMALL_REGION)
        self.client: Any = clients.client("textract", ONCE)
        s3, bucket = clients.client("s3"), f"deeds-{account}"
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": SMALL_REGION})
        self._document = upload(s3, bucket, "deed.pdf", write_samples(folder, seed=1)[0].path)

    def start(self) -> str:
        """Start a job; its id."""
        return str(self.client.start_document_text_detection(DocumentLocation=self._document)["JobId"])

    def status(self, job: str) -> str:
        """Of a job."""
        return str(self.client.get_document_text_detection(JobId=job)["JobStatus"])


@pytest.fixture
def textract(virtual_engine: EngineUnderTest, account: str, tmp_path: Path, clock: Clock) -> Textract:
    clock.set_rate(0)
    return Textract(virtual_engine, account, tmp_path)


def test_three_pages_take_two_and_a_half_minutes(textract: Textract, clock: Clock) -> None:
    job = textract.start()

    clock.advance(THREE_PAGES_SECONDS - 1)
    assert textract.status(job) == "IN_PROGRESS"
    clock.advance(1)
    assert textract.status(job) == "SUCCEEDED"


def test_a_second_holds_so_many_starts_and_the_next_one_again(textract: Textract, clock: Clock) -> None:
    for _second in range(2):
        for _call in range(START_RATE):
            textract.start()
        with pytest.raises(textract.client.exceptions.ProvisionedThroughputExceededException):
            textract.start()
        clock.advance(1)


def test_no_more_than_a_hundred_jobs_are_in_progress(textract: Textract, clock: Clock) -> None:
    for _job in range(JOBS):
        textract.start()
        clock.advance(1 / START_RATE)
    with pytest.raises(textract.client.exceptions.LimitExceededException):
        textract.start()

    clock.advance(THREE_PAGES_SECONDS - JOBS / START_RATE)  # now the first one is done
    textract.start()
