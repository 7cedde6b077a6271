"""Many jobs end at once: Textract answers ten readers a second, and the processor waits for its turn."""

import io
import json
from typing import Any
from unittest.mock import MagicMock

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from urllib3 import HTTPResponse

from lambda_kit import clients
from tests.systems.textract_processor.adapters.cloud import SETTINGS
from textract_processor import bootstrap

REFUSED = (400, {"__type": "ProvisionedThroughputExceededException", "message": "busy"})
READ = (200, {"JobStatus": "SUCCEEDED", "DocumentMetadata": {"Pages": 1}, "Blocks": []})


def answer(status: int, body: dict[str, Any]) -> AWSResponse:
    raw = HTTPResponse(io.BytesIO(json.dumps(body).encode()), preload_content=False)
    return AWSResponse("https://textract", status, HTTPHeaders(), raw)


def test_a_reader_outlasts_a_burst_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [REFUSED] * 9 + [READ]
    pauses: list[float] = []

    def client(service: str, **options: Any) -> Any:
        if service != "textract":
            return MagicMock()
        textract = clients.client.__wrapped__(service, **options)
        textract.meta.events.register("before-send.textract", lambda **_: answer(*answers.pop(0)))
        return textract

    needed = {
        "COMPLETION_FIFO_TOPIC_ARN": "arn:aws:sns:us-east-1:123456789012:done.fifo",
        "COMPLETION_NOTICE_TOPIC_ARN": "",
    }
    own = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}
    for name, value in (SETTINGS | needed | own).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bootstrap, "client", client)
    monkeypatch.setattr("botocore.endpoint.time.sleep", pauses.append)

    assert bootstrap.processing.__wrapped__().analyses.textract.result("job").blocks == []
    assert len(pauses) == 9
