from typing import Any

import pytest

from fakes.common.policies import Call, Decision, decide

CALL = Call("sns:Publish", "arn:aws:sns:us-east-1:1:topic", context={"aws:sourceaccount": "111111111111"})


def _statement(**change: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*", **change}


@pytest.mark.parametrize(
    ("statement", "decision"),
    [
        (_statement(), Decision.ALLOWED),
        (_statement(Action="SNS:Pub*"), Decision.ALLOWED),
        (_statement(Action=["sqs:*", "sns:*"]), Decision.ALLOWED),
        (_statement(Action="sns:Subscribe"), Decision.SILENT),
        (_statement(Resource="arn:aws:sns:*:1:top?c"), Decision.ALLOWED),
        (_statement(Resource="arn:aws:sns:*:1:[topic]"), Decision.SILENT),
        (_statement(Effect="Deny"), Decision.DENIED),
        ({"Effect": "Allow", "NotAction": "sqs:*", "NotResource": "arn:aws:sns:*:2:*"}, Decision.ALLOWED),
        ({"Effect": "Allow", "NotAction": "sns:*", "Resource": "*"}, Decision.SILENT),
        (_statement(Condition={"StringEquals": {"aws:SourceAccount": ["111111111111", "2"]}}), Decision.ALLOWED),
        (_statement(Condition={"StringNotLike": {"aws:SourceAccount": "1*"}}), Decision.SILENT),
        (_statement(Condition={"StringEquals": {"aws:Unknown": "1"}}), Decision.SILENT),
        (_statement(Condition={"StringEqualsIfExists": {"aws:Unknown": "1"}}), Decision.ALLOWED),
        (_statement(Condition={"IpAddress": {"aws:SourceAccount": "111111111111"}}), Decision.SILENT),
        (_statement(Principal="*"), Decision.ALLOWED),
        (_statement(Principal={"AWS": "arn:role"}), Decision.SILENT),
    ],
)
def test_a_statement_applies_when_all_its_parts_do(statement: dict[str, Any], decision: Decision) -> None:
    assert decide([{"Statement": statement}], CALL) is decision


def test_a_denial_outweighs_every_allowance() -> None:
    policies = [{"Statement": [_statement()]}, {"Statement": [_statement(Effect="Deny"), _statement()]}]

    assert decide(policies, CALL) is Decision.DENIED
