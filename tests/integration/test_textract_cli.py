"""The aws command -> engine -> Textract."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.clients import Clients
from harness.samples import write_samples
from harness.settings import LOCAL_SECRET
from tests.integration.textract_jobs import BUCKET_PREFIX, upload
from tests.waiting import eventually

AWS = Path(sys.executable).with_name("aws")


@pytest.fixture
def location(aws: Clients, account: str, tmp_path: Path) -> str:
    bucket = f"{BUCKET_PREFIX}{account}"
    aws.client("s3").create_bucket(Bucket=bucket)
    return json.dumps(upload(aws.client("s3"), bucket, "deed.pdf", write_samples(tmp_path, seed=2)[0].path))


def _textract(aws: Clients, *arguments: str) -> Any:
    environment = {
        "PATH": "/usr/bin:/bin",
        "AWS_ACCESS_KEY_ID": aws.account,
        "AWS_SECRET_ACCESS_KEY": LOCAL_SECRET,
        "AWS_DEFAULT_REGION": aws.region,
        "AWS_ENDPOINT_URL": str(aws.endpoint),
    }
    command = [str(AWS), "textract", *arguments, "--output", "json"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_aws_command_starts_a_job_and_gets_its_results(aws: Clients, location: str) -> None:
    job_id = _textract(
        aws, "start-document-analysis", "--document-location", location, "--feature-types", "TABLES", "FORMS"
    )["JobId"]
    textract = aws.client("textract")
    eventually(lambda: textract.get_document_analysis(JobId=job_id)["JobStatus"] == "SUCCEEDED", seconds=60)

    answer = _textract(aws, "get-document-analysis", "--job-id", job_id, "--max-results", "5")

    assert answer["JobStatus"] == "SUCCEEDED"
    assert len(answer["Blocks"]) == 5
    assert answer["NextToken"]
