"""Whether a role lets a service publish to a topic."""

from fakes.common.channel import Channel
from fakes.common.clients import Clients
from fakes.common.owner import Owner
from fakes.common.policies import Call, Decision, Policy, decide
from fakes.common.roles import Roles

_ALLOWED = Decision.ALLOWED


class Permission:
    """Reads the policies of roles.

    Args:
        clients: makes clients of IAM.
        service: the service that wants to publish, as boto3 calls it.
    """

    def __init__(self, clients: Clients, service: str) -> None:
        self._clients = clients
        self._service = service
        self._roles = Roles()

    def refusal(self, owner: Owner, channel: Channel) -> str | None:
        """Why the role doesn't let the service publish to the topic; None when it does.

        Args:
            owner: whose job it is.
            channel: the role and the topic.
        """
        iam = self._clients("iam", Owner(_account(channel.role), owner.region))
        role = self._roles.find(channel.role, iam)
        if role is None:
            return f"The role {channel.role} does not exist."
        context, principal = self._context(owner), f"{self._service}.amazonaws.com"
        trusts = decide([role.trust], _assume(principal, context))
        if trusts is not _ALLOWED:
            return f"The role {channel.role} does not trust {principal}."
        if decide(role.policies, _publish(channel, context)) is not _ALLOWED:
            return f"The role {channel.role} may not sns:Publish to {channel.topic}."
        return None

    def _context(self, owner: Owner) -> dict[str, str]:
        return {
            "aws:sourceaccount": owner.account,
            "aws:sourcearn": f"arn:aws:{self._service}:{owner.region}:{owner.account}:*",
        }


def topic_refusal(channel: Channel, policy: Policy) -> str | None:
    """Why the topic's own policy keeps the role from publishing: it denies it, or doesn't let another account in."""
    said = decide([policy], _publish(channel, {"aws:sourceowner": _account(channel.role)}))
    is_own = _account(channel.role) == _account(channel.topic)
    if said is Decision.DENIED or (said is Decision.SILENT and not is_own):
        return f"The policy of {channel.topic} does not let {channel.role} publish."
    return None


def _assume(principal: str, context: dict[str, str]) -> Call:
    return Call("sts:AssumeRole", principals=frozenset({principal}), context=context)


def _publish(channel: Channel, context: dict[str, str]) -> Call:
    account = _account(channel.role)
    principals = frozenset({channel.role, account, f"arn:aws:iam::{account}:root"})
    return Call("sns:Publish", channel.topic, principals, context)


def _account(arn: str) -> str:
    return arn.split(":")[4]
