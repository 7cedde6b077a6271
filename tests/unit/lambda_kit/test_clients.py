"""AWS clients and their errors."""

import pytest
from botocore.exceptions import ClientError

from lambda_kit.clients import client, error_code, error_message


@pytest.fixture(autouse=True)
def role(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Lambda puts into a function's environment."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client.cache_clear()


def test_a_service_has_one_client() -> None:
    assert client("sqs") is client("sqs")
    assert client("sqs") is not client("sns")


def test_a_client_retries_in_standard_mode_and_does_not_wait_for_ever() -> None:
    config = client("bedrock-runtime", read_timeout=180).meta.config
    assert config.retries["mode"] == "standard"
    assert config.retries["total_max_attempts"] == 5
    assert (config.connect_timeout, config.read_timeout) == (3, 180)


def test_a_client_speaks_to_the_endpoint_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://engine.test:4566")
    assert client("sqs").meta.endpoint_url == "http://engine.test:4566"


def test_an_aws_error_has_a_code_and_a_message() -> None:
    error = ClientError({"Error": {"Code": "NoSuchKey", "Message": "gone"}}, "GetObject")
    assert (error_code(error), error_message(error)) == ("NoSuchKey", "gone")


def test_another_error_has_no_code_and_its_own_text() -> None:
    assert (error_code(ValueError("x")), error_message(ValueError("x"))) == ("", "x")
