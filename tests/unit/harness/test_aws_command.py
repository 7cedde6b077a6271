"""What `rehearse aws` hands on to AWS's command."""

import sys
from pathlib import Path

import pytest

from harness.commands.aws import command_line, environment
from harness.errors import UsageError
from harness.settings import Settings


def test_the_users_own_options_come_last_and_win() -> None:
    command = command_line("http://127.0.0.1:1", ["sqs", "list-queues", "--endpoint-url", "http://127.0.0.1:2"])

    assert command[2:] == [
        *("--endpoint-url", "http://127.0.0.1:1"),
        *("sqs", "list-queues", "--endpoint-url", "http://127.0.0.1:2"),
    ]


def test_the_users_own_account_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "secret")
    monkeypatch.setenv("LANG", "C.UTF-8")

    told = environment(Settings.from_environment({"REHEARSE_ACCOUNT": "123456789012", "REHEARSE_REGION": "eu-west-1"}))

    assert told["AWS_ACCESS_KEY_ID"] == "123456789012"
    assert told["AWS_DEFAULT_REGION"] == told["AWS_REGION"] == "eu-west-1"
    assert told["LANG"] == "C.UTF-8"
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN"} & told.keys()


def test_without_awss_command_the_user_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

    with pytest.raises(UsageError) as refused:
        command_line("http://127.0.0.1:1", ["s3", "ls"])

    assert "pip install awscli" in refused.value.hint
