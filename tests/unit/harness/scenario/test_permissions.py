"""Taking permissions from roles, with IAM and the engine's behaviours played by the test."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from fakes.behaviour import Behaviour
from harness.scenario.actions.permissions import restore_permission, revoke_permission
from harness.scenario.world import WorldError

LONGEST_NAME = "rehearsal-textract-processor-production-ProcessorRole-0123456789"
ASK = {"Sid": "Ask", "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "*"}
READ = {"Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}


class Scene:
    """A world with one role and its policy."""

    def __init__(self, *statements: dict[str, Any]) -> None:
        self.policy: dict[str, Any] = {"Version": "2012-10-17", "Statement": list(statements)}
        self.set: dict[str, Behaviour] = {}
        self.outputs: dict[str, str] = {}
        self.revoked: dict[tuple[str, str], Any] = {}
        self.behaviours = SimpleNamespace(set=lambda one: self.set.update({one.id: one}), clear=self.set.pop)

    def client(self, service: str) -> Any:
        assert service == "iam"
        return SimpleNamespace(
            list_role_policies=lambda **_: {"PolicyNames": ["only"]},
            get_role_policy=lambda **_: {"PolicyDocument": self.policy},
            put_role_policy=self._put,
        )

    def _put(self, PolicyDocument: str, **_: Any) -> None:  # noqa: N803 - boto3's name
        self.policy = json.loads(PolicyDocument)


def test_every_call_of_an_action_is_denied_however_long_the_name_of_the_role() -> None:
    scene: Any = Scene(ASK, READ)

    revoke_permission(scene, LONGEST_NAME, "bedrock:InvokeModel")

    assert scene.policy["Statement"] == [READ]
    assert {one.match.operation for one in scene.set.values()} == {"InvokeModel", "Converse"}
    assert {one.match.role for one in scene.set.values()} == {LONGEST_NAME}


def test_what_was_taken_is_given_back() -> None:
    scene: Any = Scene(ASK, READ)
    before = scene.policy

    revoke_permission(scene, LONGEST_NAME, "s3:GetObject")
    assert scene.policy["Statement"][1]["Action"] == ["s3:PutObject"]
    restore_permission(scene, LONGEST_NAME, "s3:GetObject")

    assert (scene.policy, scene.set) == (before, {})


def test_what_a_role_may_not_do_anyway_cannot_be_taken_from_it() -> None:
    scene: Any = Scene(READ)

    with pytest.raises(WorldError, match="No policy of"):
        revoke_permission(scene, LONGEST_NAME, "bedrock:InvokeModel")
