"""Taking permissions from a role, and giving them back."""

import json
from hashlib import sha256
from typing import Any

from fakes.behaviour import Behaviour, Match
from fakes.behaviours.effects import Deny
from harness.scenario.world import World, WorldError

OPERATIONS = {
    "bedrock:InvokeModel": ("bedrock-runtime", ("InvokeModel", "Converse")),
    "bedrock:InvokeModelWithResponseStream": ("bedrock-runtime", ("InvokeModelWithResponseStream", "ConverseStream")),
    "lambda:InvokeFunction": ("lambda", ("Invoke",)),
    "s3:GetObject": ("s3", ("GetObject", "HeadObject")),
    "s3:ListBucket": ("s3", ("ListObjects", "ListObjectsV2", "HeadBucket")),
    "sns:Publish": ("sns", ("Publish", "PublishBatch")),
    "sqs:SendMessage": ("sqs", ("SendMessage", "SendMessageBatch")),
    "sqs:DeleteMessage": ("sqs", ("DeleteMessage", "DeleteMessageBatch")),
    "states:StartExecution": ("stepfunctions", ("StartExecution",)),
}
"""Calls that an action allows where their names differ. Source: Service Authorization Reference."""

SERVICES = {"states": "stepfunctions", "execute-api": "apigateway"}
"""boto3's names where they differ from those of actions."""


def revoke_permission(world: World, role: str, action: str) -> list[str]:
    """Take an action from every inline policy of a role; returns the names of the policies that had it.

    Our engine doesn't enforce policies at each call (docs/fidelity.md). So besides, a behaviour denies the action's
    calls that are signed with the role's credentials, until `restore_permission`.

    Args:
        world: the scenario's.
        role: its name, or the stack's output with it.
        action: as policies say it, e.g. `textract:StartDocumentAnalysis`.

    Raises:
        WorldError: no policy of the role allows it.
    """
    name, iam = world.outputs.get(role, role), world.client("iam")
    policies = {
        policy: iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
    }
    affected = {policy: document for policy, document in policies.items() if _allows(document, action)}
    if not affected:
        raise WorldError(f"No policy of {name} allows {action}.")
    for policy, document in affected.items():
        _put(world, name, policy, _without(document, action))
    world.revoked[name, action] = affected
    for behaviour in _denials(name, action):
        world.behaviours.set(behaviour)
    return sorted(affected)


def restore_permission(world: World, role: str, action: str) -> None:
    """Give a role back what `revoke_permission` has taken.

    Args:
        world: the scenario's.
        role: its name, or the stack's output with it.
        action: as policies say it.

    Raises:
        WorldError: it wasn't taken.
    """
    name = world.outputs.get(role, role)
    if (name, action) not in world.revoked:
        raise WorldError(f"{action} wasn't taken from {name}.")
    for policy, document in world.revoked.pop((name, action)).items():
        _put(world, name, policy, document)
    for behaviour in _denials(name, action):
        world.behaviours.clear(behaviour.id)


def _put(world: World, role: str, policy: str, document: dict[str, Any]) -> None:
    world.client("iam").put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document))


def _allows(document: dict[str, Any], action: str) -> bool:
    return any(action in _actions(statement) for statement in _statements(document))


def _without(document: dict[str, Any], action: str) -> dict[str, Any]:
    kept = [
        {**statement, "Action": [other for other in _actions(statement) if other != action]}
        for statement in _statements(document)
    ]
    return {**document, "Statement": [statement for statement in kept if statement["Action"]]}


def _statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    statements = document["Statement"]
    return [statements] if isinstance(statements, dict) else list(statements)


def _actions(statement: dict[str, Any]) -> list[str]:
    actions = statement.get("Action", [])
    return [actions] if isinstance(actions, str) else list(actions)


def _denials(role: str, action: str) -> list[Behaviour]:
    prefix, _, operation = action.partition(":")
    service, operations = OPERATIONS.get(action, (SERVICES.get(prefix, prefix), (operation,)))
    return [
        Behaviour(
            id=f"deny-{operation}-{sha256(role.encode()).hexdigest()[:16]}",  # names of roles are too long for ids
            label=f"{role} may not {action}",
            match=Match(service=service, operation=operation, role=role),
            effect=Deny(),
        )
        for operation in operations
    ]
