"""IAM with one role, played for tests."""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError


def trust(service: str = "textract.amazonaws.com", **condition: Any) -> dict[str, Any]:
    """A policy that lets a service assume the role."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Statement": [{**statement, **({"Condition": condition} if condition else {})}]}


def allow(action: Any = "sns:Publish", resource: Any = "*", effect: str = "Allow") -> dict[str, Any]:
    """A policy of one statement."""
    return {"Statement": {"Effect": effect, "Action": action, "Resource": resource}}


@dataclass
class Role:
    """A role with an inline policy and an attached one, each of which may be missing."""

    exists: bool = True
    trusted: dict[str, Any] | None = None
    inline: dict[str, Any] | None = None
    attached: dict[str, Any] | None = None

    def get_role(self, **_: Any) -> dict[str, Any]:
        if not self.exists:
            raise ClientError({"Error": {"Code": "NoSuchEntity"}}, "GetRole")
        return {"Role": {"AssumeRolePolicyDocument": self.trusted or trust()}}

    def list_role_policies(self, **_: Any) -> dict[str, Any]:
        return {"PolicyNames": ["inline"]}

    def get_role_policy(self, **_: Any) -> dict[str, Any]:
        return {"PolicyDocument": self.inline or (allow() if self.attached is None else {})}

    def list_attached_role_policies(self, **_: Any) -> dict[str, Any]:
        return {"AttachedPolicies": [{"PolicyArn": "arn:policy"}] if self.attached else []}

    def get_policy(self, **_: Any) -> dict[str, Any]:
        return {"Policy": {"DefaultVersionId": "v1"}}

    def get_policy_version(self, **_: Any) -> dict[str, Any]:
        return {"PolicyVersion": {"Document": self.attached}}
