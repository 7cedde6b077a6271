from typing import Any

import pytest

from fakes.common.channel import Channel
from fakes.common.owner import Owner
from fakes.common.permission import Permission, topic_refusal
from tests.unit.fakes.common.roles import Role, allow, trust

OWNER = Owner("111111111111", "us-east-1")
TOPIC = "arn:aws:sns:us-east-1:111111111111:AmazonTextract-done"
ROLE = "arn:aws:iam::111111111111:role/service/textract"
CHANNEL = Channel(TOPIC, ROLE)


def _refusal(role: Role) -> str | None:
    return Permission(lambda service, owner: role, "textract").refusal(OWNER, CHANNEL)


@pytest.mark.parametrize(
    "role",
    [
        Role(inline=allow("sns:Publish", TOPIC)),
        Role(attached=allow("sns:*", [TOPIC, "arn:other"])),
        Role(trusted=trust(StringEquals={"aws:SourceAccount": OWNER.account})),
        Role(trusted=trust(ArnLike={"aws:SourceArn": "arn:aws:textract:*:111111111111:*"})),
    ],
)
def test_a_role_that_trusts_textract_and_may_publish_is_enough(role: Role) -> None:
    assert _refusal(role) is None


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (Role(exists=False), "does not exist"),
        (Role(trusted=trust("rekognition.amazonaws.com")), "does not trust"),
        (Role(trusted=trust(StringEquals={"aws:SourceAccount": "222222222222"})), "does not trust"),
        (Role(inline=allow("sqs:SendMessage")), "may not sns:Publish"),
        (Role(inline=allow(resource="arn:aws:sns:us-east-1:111111111111:other")), "may not sns:Publish"),
        (Role(inline=allow(), attached=allow(effect="Deny")), "may not sns:Publish"),
    ],
)
def test_a_role_that_is_not_there_or_may_not_is_refused_with_the_reason(role: Role, reason: str) -> None:
    assert reason in str(_refusal(role))


def _policy(effect: str, principal: Any) -> dict[str, Any]:
    return {"Statement": [{"Effect": effect, "Principal": principal, "Action": "SNS:Publish", "Resource": TOPIC}]}


def test_the_own_topic_needs_no_policy_but_may_deny() -> None:
    assert topic_refusal(CHANNEL, {}) is None
    assert "does not let" in str(topic_refusal(CHANNEL, _policy("Deny", "*")))


def test_a_topic_of_another_account_must_let_the_role_in() -> None:
    foreign = Channel(TOPIC, "arn:aws:iam::222222222222:role/textract")

    assert topic_refusal(foreign, {}) is not None
    assert topic_refusal(foreign, _policy("Allow", {"AWS": foreign.role})) is None
    assert topic_refusal(foreign, _policy("Allow", {"AWS": ["222222222222"]})) is None
