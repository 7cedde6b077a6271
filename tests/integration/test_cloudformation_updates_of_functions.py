"""Functions, what invokes them and state machines take what a template says."""

import json
from typing import Any

from harness.clients import Clients
from tests.integration.evolving import Evolving, tags, trust
from tests.integration.queues import awaited
from tests.integration.stacks import Stack, attribute, ref, resource

CODE = {"ZipFile": "def handler(event, context):\n    return 'old'\n"}


def function_resources() -> dict[str, Any]:
    return {"Role": resource("IAM::Role", AssumeRolePolicyDocument=trust()), "Queue": resource("SQS::Queue")}


def function_properties(**properties: Any) -> dict[str, Any]:
    required = {"Runtime": "python3.12", "Handler": "index.handler", "Role": attribute("Role"), "Code": CODE}
    return {**required, **properties}


def test_a_function_takes_new_settings_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    function, client = Evolving(stack, "Lambda::Function", function_resources()), aws.client("lambda")
    name = function.begin(
        **function_properties(
            Timeout=60,
            MemorySize=512,
            Environment={"Variables": {"A": 1}},
            ReservedConcurrentExecutions=2,
            EphemeralStorage={"Size": 1024},
            DeadLetterConfig={"TargetArn": attribute("Queue")},
            Tags=tags(team="a"),
        )
    )
    created = client.get_function(FunctionName=name)
    assert created["Configuration"]["EphemeralStorage"] == {"Size": 1024}
    assert created["Concurrency"] == {"ReservedConcurrentExecutions": 2}

    assert function.become(**function_properties(MemorySize=256, Tags=tags(team="b"))) == name

    found = client.get_function(FunctionName=name)
    configuration = found["Configuration"]
    assert (configuration["Timeout"], configuration["MemorySize"]) == (3, 256)
    assert configuration["EphemeralStorage"] == {"Size": 512}
    assert configuration["CodeSha256"] == created["Configuration"]["CodeSha256"]
    assert not configuration.get("Environment", {}).get("Variables")
    assert "TargetArn" not in configuration.get("DeadLetterConfig", {})
    assert "Concurrency" not in found
    assert found["Tags"] == {"team": "b"}


def test_a_function_runs_its_new_code(aws: Clients, stack: Stack) -> None:
    function, client = Evolving(stack, "Lambda::Function", function_resources()), aws.client("lambda")
    name = function.begin(**function_properties())
    new = {"ZipFile": CODE["ZipFile"].replace("old", "new")}

    assert function.become(**function_properties(Code=new)) == name

    assert json.loads(client.invoke(FunctionName=name)["Payload"].read()) == "new"


def test_what_invokes_a_function_is_changed(aws: Clients, stack: Stack) -> None:
    others = {**function_resources(), "Function": resource("Lambda::Function", **function_properties())}
    config = Evolving(stack, "Lambda::EventInvokeConfig", others)
    which = {"FunctionName": ref("Function"), "Qualifier": "$LATEST"}
    failure = {"OnFailure": {"Destination": attribute("Queue")}}
    config.begin(**which, MaximumRetryAttempts=1, DestinationConfig=failure)

    config.become(**which, MaximumRetryAttempts=0)

    found = aws.client("lambda").get_function_event_invoke_config(FunctionName=stack.resources()["Function"])
    assert found["MaximumRetryAttempts"] == 0
    assert found.get("DestinationConfig", {}).get("OnFailure", {}) == {}


def test_a_mapping_takes_new_settings_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    others = {**function_resources(), "Function": resource("Lambda::Function", **function_properties())}
    mapping = Evolving(stack, "Lambda::EventSourceMapping", others)
    source = {"EventSourceArn": attribute("Queue"), "FunctionName": ref("Function")}
    identity = mapping.begin(
        **source,
        BatchSize=5,
        FilterCriteria={"Filters": [{"Pattern": '{"body": ["a"]}'}]},
        FunctionResponseTypes=["ReportBatchItemFailures"],
        ScalingConfig={"MaximumConcurrency": 3},
    )

    assert (
        mapping.become(**source, MaximumBatchingWindowInSeconds=1, ScalingConfig={"MaximumConcurrency": 4}) == identity
    )

    found = aws.client("lambda").get_event_source_mapping(UUID=identity)
    assert (found["BatchSize"], found["MaximumBatchingWindowInSeconds"]) == (10, 1)
    assert found["ScalingConfig"] == {"MaximumConcurrency": 4}
    assert found.get("FilterCriteria", {}).get("Filters", []) == []
    assert found.get("FunctionResponseTypes", []) == []


FORWARD = """
import boto3, os
def handler(event, context):
    for record in event["Records"]:
        boto3.client("sqs").send_message(QueueUrl=os.environ["OUT"], MessageBody=record["body"])
"""


def test_a_mapping_that_was_updated_goes_on(aws: Clients, stack: Stack) -> None:
    environment = {"Variables": {"OUT": ref("Out")}}
    function = function_properties(Code={"ZipFile": FORWARD}, Environment=environment, Timeout=10)
    others = {
        **function_resources(),
        "Out": resource("SQS::Queue"),
        "Function": resource("Lambda::Function", **function),
    }
    mapping, sqs = Evolving(stack, "Lambda::EventSourceMapping", others), aws.client("sqs")
    source = {"EventSourceArn": attribute("Queue"), "FunctionName": ref("Function")}
    identity = mapping.begin(**source, BatchSize=1)

    for size in (2, 3, 4):
        mapping.become(**source, BatchSize=size)
        sqs.send_message(QueueUrl=stack.resources()["Queue"], MessageBody=f"batches of {size}")
        (message,) = awaited(aws, stack.resources()["Out"])
        sqs.delete_message(QueueUrl=stack.resources()["Out"], ReceiptHandle=message["ReceiptHandle"])

        assert message["Body"] == f"batches of {size}"
        assert aws.client("lambda").get_event_source_mapping(UUID=identity)["State"] == "Enabled"

    mapping.become(**source, BatchSize=4, Enabled=False)
    assert aws.client("lambda").get_event_source_mapping(UUID=identity)["State"] in ("Disabling", "Disabled")


def test_a_permission_is_replaced(aws: Clients, stack: Stack) -> None:
    others = {**function_resources(), "Function": resource("Lambda::Function", **function_properties())}
    permission = Evolving(stack, "Lambda::Permission", others)
    what = {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunction"}
    old = permission.begin(**what, Principal="events.amazonaws.com")

    assert permission.become(**what, Principal="sns.amazonaws.com") != old

    answer = aws.client("lambda").get_policy(FunctionName=stack.resources()["Function"])
    statements = json.loads(answer["Policy"])["Statement"]
    assert [statement["Principal"] for statement in statements] == [{"Service": "sns.amazonaws.com"}]


def test_a_state_machine_takes_a_new_definition_and_role(aws: Clients, stack: Stack) -> None:
    roles = {name: resource("IAM::Role", AssumeRolePolicyDocument=trust("states")) for name in ("One", "Two")}
    machine = Evolving(stack, "StepFunctions::StateMachine", roles)

    def definition(result: str) -> str:
        return json.dumps({"StartAt": "Only", "States": {"Only": {"Type": "Pass", "Result": result, "End": True}}})

    arn = machine.begin(DefinitionString=definition("old"), RoleArn=attribute("One"))
    assert machine.become(DefinitionString=definition("new"), RoleArn=attribute("Two"), Tags=tags(team="a")) == arn

    found = aws.client("stepfunctions").describe_state_machine(stateMachineArn=arn)
    assert json.loads(found["definition"]) == json.loads(definition("new"))
    assert found["roleArn"].endswith(stack.resources()["Two"])
