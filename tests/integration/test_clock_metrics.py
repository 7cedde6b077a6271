"""Metrics that functions and services leave behind, in virtual time."""

import json
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.pytest_plugin import EngineUnderTest
from tests.integration.impatient import Impatient
from tests.integration.lambda_functions import Functions
from tests.integration.metrics import Metrics
from tests.integration.misbehaving import behaviour
from tests.integration.queues import create_queue

PRINTING = """
    import json, time

    def handler(event, context):
        directive = {
            "Namespace": "Documents",
            "Dimensions": [["service"], []],
            "Metrics": [{"Name": "Cost", "Unit": "None"}],
        }
        metadata = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
        print(json.dumps({"_aws": metadata, "service": event["service"], "Cost": event["cost"]}))
"""
SOMETIMES_FAILING = """
    def handler(event, context):
        if event["fails"]:
            raise ValueError("no")
"""


@pytest.fixture
def metrics(virtual_aws: Clients, clock: Clock) -> Metrics:
    clock.set_rate(0)
    return Metrics(virtual_aws, clock)


def test_what_a_function_prints_in_the_embedded_format_becomes_a_metric(
    virtual_aws: Clients, clock: Clock, metrics: Metrics
) -> None:
    functions = Functions(virtual_aws)
    name = functions.create(PRINTING)
    first = clock.now()

    functions.invoke(name, {"service": "a=b", "cost": 0.5})
    clock.advance(120)
    functions.invoke(name, {"service": "a=b", "cost": [1, 2]})
    functions.invoke(name, {"service": "other", "cost": 4})
    clock.advance(1)

    minutes = metrics.values("Documents", "Cost", service="a=b")
    assert list(minutes.values()) == [0.5, 3]
    assert [at - min(minutes) for at in minutes] == [timedelta(0), timedelta(minutes=2)]
    assert min(minutes) == first.replace(second=0, microsecond=0)
    assert metrics.total("Documents", "Cost") == 7.5
    listed = virtual_aws.client("cloudwatch").list_metrics(Namespace="Documents")["Metrics"]
    assert [{"Name": "service", "Value": "a=b"}] in [metric.get("Dimensions") for metric in listed]


def test_an_event_that_breaks_the_embedded_format_is_counted(virtual_aws: Clients, metrics: Metrics) -> None:
    functions = Functions(virtual_aws)
    name = functions.create(PRINTING)

    functions.invoke(name, {"service": 7, "cost": 1})
    functions.log_of(name, "REPORT")

    assert metrics.total("Documents", "Cost") is None
    assert metrics.total("AWS/Logs", "EMFValidationErrors", LogGroupName=f"/aws/lambda/{name}") == 1


def test_a_function_tells_of_its_errors_and_durations(virtual_aws: Clients, clock: Clock, metrics: Metrics) -> None:
    functions = Functions(virtual_aws)
    name = functions.create(SOMETIMES_FAILING)
    clock.set_rate(1)

    for fails in (False, False, False, True):
        functions.invoke(name, {"fails": fails})

    def of_function(metric: str, statistic: str) -> Any:
        return metrics.total("AWS/Lambda", metric, statistic, FunctionName=name)

    assert of_function("Invocations", "Sum") == 4
    assert of_function("Errors", "Sum") == 1
    assert of_function("Errors", "Average") == 0.25
    assert of_function("Throttles", "Sum") == 0
    assert of_function("Duration", "SampleCount") == 4
    assert 0 < of_function("Duration", "Maximum") < 10_000


def test_a_refused_invocation_is_a_throttle_and_no_invocation(
    virtual_engine: EngineUnderTest, virtual_aws: Clients, account: str, metrics: Metrics
) -> None:
    functions = Functions(virtual_aws)
    name = functions.create(SOMETIMES_FAILING)
    functions.client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)

    with pytest.raises(ClientError, match="TooManyRequests"):
        Impatient(virtual_engine, account).client("lambda").invoke(FunctionName=name, Payload=b'{"fails": false}')

    assert metrics.total("AWS/Lambda", "Throttles", FunctionName=name) == 1
    assert metrics.total("AWS/Lambda", "Invocations", FunctionName=name) is None


def test_a_table_that_is_asked_too_fast_counts_it(
    virtual_engine: EngineUnderTest, account: str, metrics: Metrics, virtual_behave: Behaviours
) -> None:
    dynamodb = Impatient(virtual_engine, account).client("dynamodb")
    too_fast = {"kind": "error", "code": "ProvisionedThroughputExceededException"}
    virtual_behave.set(behaviour(too_fast, {"service": "dynamodb", "resource": "records"}))
    key = {"id": {"S": "1"}}

    with pytest.raises(ClientError, match="ProvisionedThroughputExceeded"):
        dynamodb.get_item(TableName="records", Key=key)
    with pytest.raises(ClientError, match="ProvisionedThroughputExceeded"):
        dynamodb.batch_write_item(RequestItems={"records": [{"PutRequest": {"Item": key}}]})

    assert metrics.total("AWS/DynamoDB", "ReadThrottleEvents", TableName="records") == 1
    assert metrics.total("AWS/DynamoDB", "WriteThrottleEvents", TableName="records") == 1
    assert metrics.total("AWS/DynamoDB", "ThrottledRequests", TableName="records", Operation="BatchWriteItem") == 1


def test_a_behaviour_that_throttles_a_function_counts_as_a_throttle(
    virtual_engine: EngineUnderTest, account: str, metrics: Metrics, virtual_behave: Behaviours
) -> None:
    too_fast = {"kind": "error", "code": "TooManyRequestsException"}
    virtual_behave.set(behaviour(too_fast, {"service": "lambda", "operation": "Invoke"}))

    with pytest.raises(ClientError, match="TooManyRequests"):
        Impatient(virtual_engine, account).client("lambda").invoke(FunctionName="reader", Payload=b"{}")

    assert metrics.total("AWS/Lambda", "Throttles", FunctionName="reader") == 1


def test_a_rule_counts_what_its_target_took_and_what_not(virtual_aws: Clients, clock: Clock, metrics: Metrics) -> None:
    events = virtual_aws.client("events")
    dead, work = create_queue(virtual_aws, "dead"), create_queue(virtual_aws, "work")
    events.put_rule(Name="rule", EventPattern=json.dumps({"source": ["test"]}))
    gone = f"arn:aws:lambda:us-east-1:{virtual_aws.account}:function:gone"
    targets = [{"Id": "work", "Arn": work[1]}, {"Id": "gone", "Arn": gone, "DeadLetterConfig": {"Arn": dead[1]}}]
    events.put_targets(Rule="rule", Targets=targets)

    events.put_events(Entries=[{"Source": "test", "DetailType": "t", "Detail": "{}"}])
    clock.advance(1)

    counted = ("Invocations", "FailedInvocations", "InvocationsSentToDlq")
    assert [metrics.total("AWS/Events", metric, RuleName="rule") for metric in counted] == [2, 1, 1]
