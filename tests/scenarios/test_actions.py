"""What steps do to a world, and what probes then see of it: on an engine, without a system of ours."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.engine.happening import Kind
from harness.scenario.actions.commands import run_command
from harness.scenario.actions.documents import delete_object, upload_many, upload_oversize
from harness.scenario.actions.messages import put_event, redrive, send
from harness.scenario.actions.outages import kill_worker, restart_engine
from harness.scenario.actions.permissions import restore_permission, revoke_permission
from harness.scenario.actions.requests import call_api, invoke
from harness.scenario.actions.time import advance, run_to_idle
from harness.scenario.probes.answers import answer_of
from harness.scenario.probes.calls import calls_made
from harness.scenario.probes.events import delivery_attempts, event_times, events_of
from harness.scenario.probes.lifecycle import expiry_of, lifecycle_of
from harness.scenario.probes.logs import messages_logged
from harness.scenario.probes.queues import moved_after, queue_depth, receive_times, receives_of
from harness.scenario.probes.storage import object_exists, object_json, objects_json
from harness.scenario.probes.watching import alarm_history, alarm_state, metric
from harness.scenario.world import World, WorldError
from tests.integration.lambda_functions import Functions

SENDING = """
    import boto3

    def handler(event, context):
        boto3.client("sqs").send_message(QueueUrl=event["queue"], MessageBody="x")
"""
LONG = """
    import time

    def handler(event, context):
        if time.time() < event["until"]:
            time.sleep(60)
"""


@pytest.fixture
def bucket(world: World) -> str:
    name = f"bucket-{world.clients.account}"
    world.client("s3").create_bucket(Bucket=name)
    world.client("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    world.outputs["BucketName"] = name
    return name


@pytest.fixture
def functions(world: World) -> Functions:
    return Functions(world.clients)


def create_queue(world: World, name: str, **attributes: str) -> str:
    """A queue whose URL is the output `name`; its ARN."""
    sqs = world.client("sqs")
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    world.outputs[name] = url
    return str(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"])


def create_pair(world: World, receives: int = 3, timeout: int = 180) -> None:
    """A queue `jobs` and its dead-letter queue `dead`."""
    redrive_policy = {"deadLetterTargetArn": create_queue(world, "dead"), "maxReceiveCount": receives}
    create_queue(world, "jobs", VisibilityTimeout=str(timeout), RedrivePolicy=json.dumps(redrive_policy))


def receive(world: World, queue: str) -> list[Any]:
    answer = world.client("sqs").receive_message(QueueUrl=world.output(queue), WaitTimeSeconds=0)
    return list(answer.get("Messages", []))


def test_many_documents_differ_in_key_and_content(world: World, bucket: str) -> None:
    assert upload_many(world, "statement.pdf", "incoming/batch", 7, different=2, first=8) == 7

    assert len({made.key for made in world.uploads}) == len({made.etag for made in world.uploads}) == 7
    assert object_exists(world, "incoming/batch/0008.pdf")
    assert object_exists(world, "incoming/batch/0014.pdf")


def test_an_object_is_as_large_as_s3_says(world: World, bucket: str) -> None:
    upload_oversize(world, "statement.pdf", "incoming/huge.pdf", 600 * 2**20)
    s3 = world.client("s3")

    assert s3.head_object(Bucket=bucket, Key="incoming/huge.pdf")["ContentLength"] == 600 * 2**20
    answer = s3.get_object(Bucket=bucket, Key="incoming/huge.pdf")
    assert answer["ContentLength"] == 600 * 2**20
    assert answer["Body"].read(5) == b"%PDF-"


def test_a_deleted_object_isnt_there_and_a_part_of_json_can_be_asked_for(world: World, bucket: str) -> None:
    world.client("s3").put_object(Bucket=bucket, Key="a.json", Body=json.dumps({"fields": [{"value": 7}]}))

    assert object_json(world, "a.json", "fields[0].value") == 7
    assert objects_json(world, r"[ab]\.json", "fields[0].value") == [7]
    delete_object(world, "a.json")
    assert not object_exists(world, "a.json")


def test_a_poison_message_is_received_three_times_and_buried_after_nine_minutes(world: World) -> None:
    create_pair(world)
    send(world, "jobs", {"poison": True})

    for _ in range(3):
        assert len(receive(world, "jobs")) == 1
        advance(world, 180)
    assert receive(world, "jobs") == []

    assert receives_of(world, "jobs") == [3]
    assert receive_times(world, "jobs") == [pytest.approx([0, 180, 360], abs=1)]
    assert moved_after(world, "jobs") == pytest.approx([540], abs=1)
    assert queue_depth(world, "dead") == 1


def test_dead_letters_go_back_to_the_queue_that_they_came_from(world: World) -> None:
    create_pair(world, receives=1, timeout=1)
    send(world, "jobs", "poison", times=2)
    for _ in range(2):
        receive(world, "jobs")
    advance(world, 2)
    receive(world, "jobs")
    assert queue_depth(world, "dead") == 2

    assert redrive(world, "dead") == 2
    advance(world, 5)

    assert (queue_depth(world, "dead"), queue_depth(world, "jobs")) == (0, 2)


def test_a_fifo_group_whose_poison_was_buried_goes_on_and_takes_it_back(world: World) -> None:
    redrive_policy = {"deadLetterTargetArn": create_queue(world, "dead.fifo", FifoQueue="true"), "maxReceiveCount": 1}
    create_queue(world, "jobs.fifo", FifoQueue="true", VisibilityTimeout="1", RedrivePolicy=json.dumps(redrive_policy))
    send(world, "jobs.fifo", "poison", group="one")
    receive(world, "jobs.fifo")
    advance(world, 2)
    assert receive(world, "jobs.fifo") == []
    assert queue_depth(world, "dead.fifo") == 1

    redrive(world, "dead.fifo")
    advance(world, 1)

    assert [message["Body"] for message in receive(world, "jobs.fifo")] == ["poison"]


def test_dead_letters_that_came_from_no_queue_go_to_a_function(world: World, functions: Functions) -> None:
    create_queue(world, "dead")
    create_queue(world, "taken")
    world.outputs["FunctionName"] = functions.create(SENDING)
    send(world, "dead", {"queue": world.output("taken")}, times=3)

    assert redrive(world, "dead", to="FunctionName") == 3
    run_to_idle(world)

    assert (queue_depth(world, "dead"), queue_depth(world, "taken")) == (0, 3)


def test_a_call_that_waits_in_virtual_time_is_waited_for(world: World) -> None:
    create_queue(world, "empty")
    began, sqs, url = world.clock.now(), world.client("sqs"), world.output("empty")

    answer = world.clock.during(lambda: sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20))

    assert "Messages" not in answer
    assert (world.clock.now() - began).total_seconds() == pytest.approx(20, abs=1)


def test_what_a_function_answered_can_be_seen_in_parts(world: World, functions: Functions) -> None:
    invoke(world, functions.create("def handler(event, context):\n    return {'jobs': [event]}"), 7, answer="listed")

    assert answer_of(world, "listed", "body.jobs[0]") == 7
    assert answer_of(world, "listed", "error") is None


def test_an_answer_that_nobody_gave_cant_be_seen(world: World) -> None:
    with pytest.raises(WorldError, match="no answer 'nothing'"):
        answer_of(world, "nothing")


def test_an_api_is_called_over_http(world: World) -> None:
    world.outputs["Url"] = world.endpoint + "/_rehearse"

    call_api(world, "Url", "/health", answer="health")
    call_api(world, "Url", "/clock/advance", "POST", {"seconds": -1}, answer="refused")

    assert answer_of(world, "health", "status") == 200
    assert "dynamodb:embedded" in answer_of(world, "health", "body.plugins")
    assert answer_of(world, "refused", "status") == 400


def test_a_role_without_a_permission_is_denied_until_it_has_it_again(world: World, functions: Functions) -> None:
    create_queue(world, "jobs")
    statement = {"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    iam = world.client("iam")
    iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps(policy))
    iam.put_role_policy(RoleName="worker", PolicyName="work", PolicyDocument=json.dumps(policy))
    function = functions.create(SENDING)
    event = {"queue": world.output("jobs")}

    assert revoke_permission(world, "worker", "sqs:SendMessage") == ["work"]
    denied = invoke(world, function, event)
    left = iam.get_role_policy(RoleName="worker", PolicyName="work")["PolicyDocument"]["Statement"][0]["Action"]
    send(world, "jobs", "by another caller")
    restore_permission(world, "worker", "sqs:SendMessage")

    assert "AccessDenied" in denied["body"]["errorMessage"]
    assert left == ["sqs:ReceiveMessage"]
    assert invoke(world, function, event)["error"] is None
    assert queue_depth(world, "jobs") == 2
    assert calls_made(world, "sqs", "SendMessage", error="AccessDenied") == 1
    with pytest.raises(WorldError, match="No policy of worker allows s3:GetObject"):
        revoke_permission(world, "worker", "s3:GetObject")


def test_a_worker_is_killed_in_the_middle_of_its_work_and_lambda_tries_again(
    world: World, functions: Functions
) -> None:
    function = functions.create(LONG, Timeout=120)
    event = json.dumps({"until": world.clock.now().timestamp() + 30})
    functions.client.invoke(FunctionName=function, InvocationType="Event", Payload=event)
    busy = 0
    while not busy:
        busy = kill_worker(world, function)
    advance(world, 61)

    assert busy == 1
    assert len(events_of(world, [Kind.INVOCATION_BEGAN], function)) == 2
    assert event_times(world, [Kind.INVOCATION_BEGAN], function)[1] == pytest.approx(60, abs=2)


def test_a_rule_tries_its_target_again_and_again(world: World) -> None:
    arn = create_queue(world, "refusing.fifo", FifoQueue="true")
    events = world.client("events")
    events.put_rule(Name="rule", EventPattern=json.dumps({"source": ["test"]}))
    retries = {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 3600}
    target = {"Id": "t", "Arn": arn, "SqsParameters": {"MessageGroupId": "one"}, "RetryPolicy": retries}
    events.put_targets(Rule="rule", Targets=[target])

    put_event(world, "test", "happened", {"n": 1})
    run_to_idle(world)

    assert delivery_attempts(world, "rule") == [pytest.approx([0, 1, 3, 7], abs=1)]
    assert events_of(world, [Kind.RULE_MATCHED, Kind.EVENT_LOST], "rule") == ["rule.matched rule", "event.lost rule"]


def test_an_alarm_tells_its_state_and_where_it_was(world: World) -> None:
    create_queue(world, "dead")
    depth = "ApproximateNumberOfMessagesVisible"
    world.client("cloudwatch").put_metric_alarm(
        AlarmName="dead-letters",
        Namespace="AWS/SQS",
        MetricName=depth,
        Dimensions=[{"Name": "QueueName", "Value": "dead"}],
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
    )
    world.client("cloudwatch").put_composite_alarm(AlarmName="anything", AlarmRule="ALARM(dead-letters)")
    send(world, "dead", "lost")
    advance(world, 180)

    assert alarm_state(world, "dead-letters") == "ALARM"
    assert alarm_state(world, "anything") == "ALARM"
    assert alarm_history(world, "dead-letters")[-1] == "ALARM"
    assert metric(world, "AWS/SQS", depth, {"QueueName": "dead"}, "Maximum") == 1
    assert metric(world, "AWS/SQS", depth, {"QueueName": "dead"}, "Maximum", last=2 * 86400) == 1
    assert alarm_state(world, "no-such-alarm") is None
    assert metric(world, "AWS/SQS", depth, {"QueueName": "other"}) is None


def test_an_operators_command_finds_engine_and_account(world: World) -> None:
    create_queue(world, "jobs")
    send(world, "jobs", "one")

    printed = run_command(world, "rehearse calls --service sqs --json")

    assert world.clients.account in {json.loads(line)["account"] for line in printed.splitlines()}
    with pytest.raises(WorldError, match="ended with 2"):
        run_command(world, "rehearse no-such-command")
    with pytest.raises(WorldError, match="is no command"):
        run_command(world, "rehearse results show 'incoming/deed.pdf")


def test_what_a_function_printed_is_found_by_a_pattern(world: World, functions: Functions) -> None:
    function = functions.create('def handler(event, context):\n    print("took 17 ms")')
    invoke(world, function)

    assert messages_logged(world, function, r"took \d+ ms") == 1
    assert messages_logged(world, function, r"took \d+ s") == 0


def test_what_cant_be_done_is_said(world: World) -> None:
    with pytest.raises(WorldError, match="isn't emulated"):
        restart_engine(world)
    with pytest.raises(ClientError):
        invoke(world, "no-such-function")


def test_what_lambda_has_buried_is_given_back_as_the_event_it_was(world: World, functions: Functions) -> None:
    create_queue(world, "jobs")
    create_queue(world, "dead")
    world.outputs["Sending"] = functions.create(SENDING)
    record = {"requestContext": {"condition": "RetriesExhausted"}, "requestPayload": {"queue": world.output("jobs")}}
    send(world, "dead", record)

    assert redrive(world, "dead", to="Sending") == 1

    world.clock.settle()
    assert (queue_depth(world, "jobs"), queue_depth(world, "dead")) == (1, 0)


def test_a_lifecycle_is_told_as_declared_and_as_s3_applies_it_to_an_object(world: World, bucket: str) -> None:
    expiring = {"ID": "short", "Status": "Enabled", "Filter": {"Prefix": "a/"}, "Expiration": {"Days": 7}}
    cooling = {
        "ID": "cold",
        "Status": "Enabled",
        "Filter": {"Prefix": "b/"},
        "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}],
    }
    s3 = world.client("s3")
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [expiring, cooling]})
    for key in ("a/x", "b/x"):
        s3.put_object(Bucket=bucket, Key=key)

    assert lifecycle_of(world, "a/") == {"expires": 7}
    assert lifecycle_of(world, "b/") == {"to": {"GLACIER": 90}}
    assert lifecycle_of(world, "c/") is None
    assert expiry_of(world, "a/x") == {"rule": "short", "days": 7}
    assert expiry_of(world, "b/x") is None
