"""Roles and policies take what a template says, and forget what it no longer says."""

import json
from typing import Any

from harness.clients import Clients
from tests.integration.evolving import Evolving, policy, tags, trust
from tests.integration.stacks import Stack, ref, resource


def test_a_role_is_changed_in_place_and_keeps_the_policies_of_others(aws: Clients, stack: Stack) -> None:
    def inline(name: str, action: str) -> dict[str, Any]:
        return {"PolicyName": name, "PolicyDocument": policy({"Effect": "Allow", "Action": action, "Resource": "*"})}

    role, iam = Evolving(stack, "IAM::Role"), aws.client("iam")
    name = role.begin(
        AssumeRolePolicyDocument=trust("lambda"),
        Policies=[inline("a", "s3:GetObject"), inline("b", "s3:GetObject")],
        MaxSessionDuration=7200,
        Tags=tags(team="a"),
    )
    other = inline("other", "s3:PutObject")["PolicyDocument"]
    iam.put_role_policy(RoleName=name, PolicyName="other", PolicyDocument=json.dumps(other))

    changed = role.become(AssumeRolePolicyDocument=trust("states"), Policies=[inline("b", "sqs:SendMessage")])

    found = iam.get_role(RoleName=name)["Role"]
    document = iam.get_role_policy(RoleName=name, PolicyName="b")["PolicyDocument"]
    assert changed == name
    assert sorted(iam.list_role_policies(RoleName=name)["PolicyNames"]) == ["b", "other"]
    assert document["Statement"][0]["Action"] == "sqs:SendMessage"
    assert found["AssumeRolePolicyDocument"] == trust("states")
    assert (found["MaxSessionDuration"], found.get("Tags", [])) == (3600, [])


def test_a_policy_is_renamed_and_moves_from_role_to_role(aws: Clients, stack: Stack) -> None:
    roles = {name: resource("IAM::Role", AssumeRolePolicyDocument=trust()) for name in ("One", "Two")}
    attached, iam = Evolving(stack, "IAM::Policy", roles), aws.client("iam")
    document = policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})

    attached.begin(PolicyName="old", PolicyDocument=document, Roles=[ref("One")])
    attached.become(PolicyName="new", PolicyDocument=document, Roles=[ref("Two")])

    assert iam.list_role_policies(RoleName=stack.resources()["One"])["PolicyNames"] == []
    assert iam.list_role_policies(RoleName=stack.resources()["Two"])["PolicyNames"] == ["new"]


def test_a_managed_policy_says_something_else_more_often_than_it_has_versions(aws: Clients, stack: Stack) -> None:
    role = {"Role": resource("IAM::Role", AssumeRolePolicyDocument=trust())}
    managed, iam = Evolving(stack, "IAM::ManagedPolicy", role), aws.client("iam")

    def document(number: int) -> dict[str, Any]:
        return policy({"Effect": "Allow", "Action": f"s3:Get{number}", "Resource": "*"})

    arn = managed.begin(PolicyDocument=document(0), Roles=[ref("Role")])
    for number in range(1, 7):
        assert managed.become(PolicyDocument=document(number)) == arn

    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    found = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    assert found == document(6)
    assert iam.list_attached_role_policies(RoleName=stack.resources()["Role"])["AttachedPolicies"] == []
