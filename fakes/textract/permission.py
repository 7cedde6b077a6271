"""Whether a role lets Textract publish to a topic."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from botocore.exceptions import ClientError

from fakes.textract.jobs import Channel, Owner
from fakes.textract.policies import Call, Decision, Policy, decide

_SERVICE = "textract.amazonaws.com"
_ALLOWED = Decision.ALLOWED

# A boto3 client of IAM; its types are no run-time dependency.
IamClient: TypeAlias = Any


class Permission:
    """Reads the policies of roles.

    Args:
        iam: makes the client that acts for an owner.
    """

    def __init__(self, iam: Callable[[Owner], IamClient]) -> None:
        self._iam = iam

    def refusal(self, owner: Owner, channel: Channel) -> str | None:
        """Why the role doesn't let Textract publish to the topic; None when it does.

        Args:
            owner: whose job it is.
            channel: the role and the topic.
        """
        account = _account(channel.role)
        iam, name = self._iam(Owner(account, owner.region)), channel.role.rsplit("/", 1)[-1]
        try:
            role = iam.get_role(RoleName=name)["Role"]
        except ClientError:
            return f"The role {channel.role} does not exist."
        context = _context(owner)
        trusts = decide([role["AssumeRolePolicyDocument"]], _assume(context))
        if trusts is not _ALLOWED:
            return f"The role {channel.role} does not trust {_SERVICE}."
        if decide(_policies(iam, name), _publish(channel, context)) is not _ALLOWED:
            return f"The role {channel.role} may not sns:Publish to {channel.topic}."
        return None


def topic_refusal(channel: Channel, policy: Policy) -> str | None:
    """Why the topic's own policy keeps the role from publishing: it denies it, or doesn't let another account in."""
    said = decide([policy], _publish(channel, {"aws:sourceowner": _account(channel.role)}))
    is_own = _account(channel.role) == _account(channel.topic)
    if said is Decision.DENIED or (said is Decision.SILENT and not is_own):
        return f"The policy of {channel.topic} does not let {channel.role} publish."
    return None


def _context(owner: Owner) -> dict[str, str]:
    return {
        "aws:sourceaccount": owner.account,
        "aws:sourcearn": f"arn:aws:textract:{owner.region}:{owner.account}:*",
    }


def _assume(context: dict[str, str]) -> Call:
    return Call("sts:AssumeRole", principals=frozenset({_SERVICE}), context=context)


def _publish(channel: Channel, context: dict[str, str]) -> Call:
    account = _account(channel.role)
    principals = frozenset({channel.role, account, f"arn:aws:iam::{account}:root"})
    return Call("sns:Publish", channel.topic, principals, context)


def _policies(iam: IamClient, role: str) -> Iterator[Policy]:
    """The role's own policies, then those attached to it."""
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        yield iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    for attached in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        arn = attached["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        yield iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]


def _account(arn: str) -> str:
    return arn.split(":")[4]
