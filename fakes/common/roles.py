"""Roles as a service that acts for them knows them: by what IAM said a moment ago."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from botocore.exceptions import ClientError

from fakes import clock
from fakes.common.clients import Client
from fakes.common.policies import Policy
from fakes.common.remembered import Remembered


@dataclass(frozen=True)
class Role:
    """A role's policies.

    Attributes:
        trust: says who may assume it.
        policies: its own, then those attached to it.
    """

    trust: Policy
    policies: tuple[Policy, ...]


class Roles:
    """Reads roles, and remembers them for a moment. Threads may share it.

    Args:
        now: tells the time in seconds.
    """

    def __init__(self, now: Callable[[], float] = clock.now) -> None:
        self._known: Remembered[Role] = Remembered(now)

    def find(self, arn: str, iam: Client) -> Role | None:
        """The role; None if there is none.

        Args:
            arn: the role's.
            iam: client of IAM that acts for the role's account.
        """
        return self._known.find(arn, lambda: _read(iam, arn.rpartition("/")[2]))


def _read(iam: Client, name: str) -> Role | None:
    try:
        found = iam.get_role(RoleName=name)["Role"]
    except ClientError:
        return None
    return Role(found["AssumeRolePolicyDocument"], tuple(_policies(iam, name)))


def _policies(iam: Client, role: str) -> Iterator[Policy]:
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        yield iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    for attached in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        arn = attached["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        yield iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
