"""The sampler tells an engine that is slow from one that has gone."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError

from harness.clients import Clients
from harness.gauges import Gauges
from harness.load import sampler
from harness.load.folder import RunFolder
from harness.load.sampler import Sampler

ENDPOINT = "http://127.0.0.1:1"
IDLE = Gauges(functions={}, jobs={}, calls=())


@pytest.mark.parametrize(
    ("failure", "finds_nobody"),
    [(EndpointConnectionError(endpoint_url=ENDPOINT), True), (ConnectTimeoutError(endpoint_url=ENDPOINT), False)],
)
def test_an_address_at_which_nobody_listens_is_told_from_a_slow_engine(
    failure: Exception, finds_nobody: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(client: Any, url: str) -> int:
        assert client.meta.config.retries["total_max_attempts"] == 1  # else it is noticed half a minute late
        raise failure

    monkeypatch.setattr(sampler, "read_gauges", lambda clients: IDLE)
    monkeypatch.setattr(sampler, "depth_of", fail)
    outputs = {"CompletionQueueUrl": f"{ENDPOINT}/queue/completion"}
    looking = Sampler(Clients(ENDPOINT, "000000000000", "us-east-1"), outputs, RunFolder(tmp_path).samples)

    looking.start()
    looking.stop()

    assert looking.missed >= 1
    assert looking.finds_nobody is finds_nobody


def test_an_engine_is_silent_since_it_has_last_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 0.0
    monkeypatch.setattr(sampler, "time", SimpleNamespace(monotonic=lambda: moment, time=lambda: 1.8e9 + moment))
    monkeypatch.setattr(sampler, "read_gauges", lambda clients: IDLE)
    looking = Sampler(Clients(ENDPOINT, "000000000000", "us-east-1"), {}, RunFolder(tmp_path).samples)

    moment = 130.0
    assert looking.silence == 130
    looking.start()
    looking.stop()
    assert looking.silence == 0
