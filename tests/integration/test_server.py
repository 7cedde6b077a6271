"""The engine's HTTP server, as real clients use it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from harness.clients import Clients
from harness.pytest_plugin import EngineUnderTest
from tests.waiting import PATIENCE


def test_https_is_spoken_on_the_same_port(engine: EngineUnderTest) -> None:
    answer = httpx.get(
        f"{engine.endpoint.replace('http:', 'https:')}/_localstack/info",
        verify=False,
        trust_env=False,
        timeout=PATIENCE,
    )

    assert answer.status_code == 200


def test_a_large_object_goes_in_and_out_unchanged(aws: Clients, account: str, tmp_path: Path) -> None:
    s3, bucket = aws.client("s3"), f"large-{account}"
    s3.create_bucket(Bucket=bucket)
    (tmp_path / "in").write_bytes(os.urandom(20_000_000))

    s3.upload_file(str(tmp_path / "in"), bucket, "k+ä/ö%2F")  # in parts
    s3.download_file(bucket, "k+ä/ö%2F", str(tmp_path / "out"))

    assert (tmp_path / "out").read_bytes() == (tmp_path / "in").read_bytes()


@pytest.mark.parametrize("clients", [100])
def test_a_hundred_clients_at_once_are_all_answered(engine: EngineUnderTest, account: str, clients: int) -> None:
    sqs = [engine.client("sqs", account) for _ in range(clients)]
    url = sqs[0].create_queue(QueueName="crowded")["QueueUrl"]

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda each: each.send_message(QueueUrl=url, MessageBody="x"), sqs))

    attributes = sqs[0].get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    assert attributes["Attributes"]["ApproximateNumberOfMessages"] == str(clients)
