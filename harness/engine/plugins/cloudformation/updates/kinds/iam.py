"""Roles and policies."""

import json
from typing import Any

from harness.engine.plugins.cloudformation.updates.absence import absence_is_fine
from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.puts import PutAndWithdraw, put
from harness.engine.plugins.cloudformation.updates.tags import Tags

ROLE = {"Description": "", "MaxSessionDuration": 3600}
"""A role's settings with their defaults. IAM API Reference, "UpdateRole"; the duration in seconds."""

ATTACHED = ("Groups", "Roles", "Users")
WITHDRAW = PutAndWithdraw(ATTACHED)


def set_trust(change: Change) -> None:
    """Say who may assume the role."""
    document = json.dumps(change.model["AssumeRolePolicyDocument"])
    change.client("iam").update_assume_role_policy(RoleName=change.model["RoleName"], PolicyDocument=document)


def set_role(change: Change) -> None:
    """Set description and duration."""
    change.client("iam").update_role(RoleName=change.model["RoleName"], **change.wanted(ROLE))


def set_inline_policies(change: Change) -> None:
    """Put all that the role has, delete those that it has lost. Policies of other resources stay."""
    iam, role = change.client("iam"), {"RoleName": change.model["RoleName"]}
    before, after = (_policies(properties) for properties in (change.previous, change.model))
    for name, document in after.items():
        iam.put_role_policy(**role, PolicyName=name, PolicyDocument=json.dumps(document))
    for name in before.keys() - after.keys():
        with absence_is_fine():
            iam.delete_role_policy(**role, PolicyName=name)


def set_managed_policies(change: Change) -> None:
    """Attach and detach."""
    iam, role = change.client("iam"), {"RoleName": change.model["RoleName"]}
    before, after = (set(state.get("ManagedPolicyArns") or ()) for state in (change.previous, change.model))
    for arn in after - before:
        iam.attach_role_policy(**role, PolicyArn=arn)
    for arn in before - after:
        with absence_is_fine():
            iam.detach_role_policy(**role, PolicyArn=arn)


def set_boundary(change: Change) -> None:
    """Set or remove the permissions boundary."""
    iam, role = change.client("iam"), {"RoleName": change.model["RoleName"]}
    if boundary := change.model.get("PermissionsBoundary"):
        iam.put_role_permissions_boundary(**role, PermissionsBoundary=boundary)
    else:
        iam.delete_role_permissions_boundary(**role)


def put_policy(change: Change) -> None:
    """Put the policy again; under another name it is another policy, and the old one goes."""
    if "PolicyName" in change.names:
        put(change)
        change.delete(change.previous)
    else:
        WITHDRAW(change)


def set_managed_document(change: Change) -> None:
    """Make a new default version, and delete the old one: a policy can have five (IAM quotas)."""
    iam, policy = change.client("iam"), {"PolicyArn": change.model["Id"]}
    old = iam.get_policy(**policy)["Policy"]["DefaultVersionId"]
    document = json.dumps(change.model["PolicyDocument"])
    iam.create_policy_version(**policy, PolicyDocument=document, SetAsDefault=True)
    iam.delete_policy_version(**policy, VersionId=old)


def set_attachments(change: Change) -> None:
    """Attach a managed policy to whom it lists, detach it from the others."""
    iam, policy = change.client("iam"), {"PolicyArn": change.model["Id"]}
    for name in sorted(change.names):
        kind = name.removesuffix("s")
        before, after = (set(state.get(name) or ()) for state in (change.previous, change.model))
        for target in after - before:
            getattr(iam, f"attach_{kind.lower()}_policy")(**policy, **{f"{kind}Name": target})
        for target in before - after:
            with absence_is_fine():
                getattr(iam, f"detach_{kind.lower()}_policy")(**policy, **{f"{kind}Name": target})


def _policies(properties: Any) -> dict[str, Any]:
    return {policy["PolicyName"]: policy["PolicyDocument"] for policy in properties.get("Policies") or ()}


KINDS = {
    "AWS::IAM::Role": Kind(
        {
            "AssumeRolePolicyDocument": set_trust,
            **each(set_role, ROLE),
            "Policies": set_inline_policies,
            "ManagedPolicyArns": set_managed_policies,
            "PermissionsBoundary": set_boundary,
            "Tags": Tags("iam", target="RoleName", identity="RoleName", tag="tag_role", untag="untag_role"),
        }
    ),
    "AWS::IAM::Policy": Kind(each(put_policy, ("PolicyDocument", "PolicyName", *ATTACHED))),
    "AWS::IAM::ManagedPolicy": Kind({"PolicyDocument": set_managed_document, **each(set_attachments, ATTACHED)}),
}
