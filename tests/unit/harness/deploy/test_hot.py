"""Hot reload is as the last deploy wants it."""

from pathlib import Path
from typing import Any

import pytest

from harness import control
from harness.clients import Clients
from harness.deploy.hot import set_hot_reload
from harness.deploy.package import Artefact
from harness.deploy.system import System
from harness.errors import DeployError

TINY = System("tiny", Path("/project/platform"))
ZIP = Artefact(Path("tiny.zip"), "00" * 32)


def test_a_deploy_without_it_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(control, "post", lambda endpoint, path, body: told.append(body["folders"]))
    clients = Clients("http://127.0.0.1:1", "000000000000", "us-east-1")

    set_hot_reload(clients, TINY, ZIP, hot=True)
    set_hot_reload(clients, TINY, ZIP, hot=False)

    assert told == [["/project/platform"], []]


def test_aws_has_none() -> None:
    aws = Clients(None, "", "us-east-1")

    set_hot_reload(aws, TINY, ZIP, hot=False)
    with pytest.raises(DeployError, match="a folder of this machine"):
        set_hot_reload(aws, TINY, ZIP, hot=True)
