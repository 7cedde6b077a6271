"""Mappings of queues to functions: concurrency, batches, partial failures, order, and how they end."""

import json
from collections import defaultdict
from typing import Any

import pytest

from harness.clients import Clients
from tests.integration.queues import awaited, create_queue, left_in
from tests.integration.reports import Reports, create_function
from tests.waiting import eventually

BODIES = """
    def handler(event, context):
        report([record["body"] for record in event["Records"]])
"""

WAITS_AT_A_GATE = """
    def handler(event, context):
        report("inside")
        while not sqs.receive_message(QueueUrl=os.environ["GATE"], WaitTimeSeconds=20).get("Messages"):
            pass
"""


@pytest.fixture
def reports(aws: Clients) -> Reports:
    return Reports(aws)


def send(aws: Clients, url: str, bodies: list[str]) -> None:
    for start in range(0, len(bodies), 10):
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies[start : start + 10])]
        aws.client("sqs").send_message_batch(QueueUrl=url, Entries=entries)


def map_source(aws: Clients, source_arn: str, function: str, **settings: Any) -> str:
    mapping = aws.client("lambda").create_event_source_mapping(
        EventSourceArn=source_arn, FunctionName=function, **settings
    )
    return str(mapping["UUID"])


def create_stream(aws: Clients) -> str:
    """A table `items` with the key `id`; the ARN of its stream."""
    table = aws.client("dynamodb").create_table(
        TableName="items",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )["TableDescription"]
    return str(table["LatestStreamArn"])


def test_a_queue_that_filled_up_before_the_mapping_is_drained(aws: Clients, reports: Reports) -> None:
    url, arn = create_queue(aws, "work")
    bodies = [str(number) for number in range(300)]
    send(aws, url, bodies)
    consumer = create_function(aws, BODIES, REPORTS=reports.url)

    map_source(aws, arn, consumer, BatchSize=10)

    received: list[str] = []
    while len(received) < len(bodies):  # pollers that ask at the same time may share what would have filled one batch
        received += reports.take(1)[0]
    assert sorted(received) == sorted(bodies)


def test_a_message_wakes_an_idle_mapping(aws: Clients, reports: Reports) -> None:
    url, arn = create_queue(aws, "work")
    consumer = create_function(aws, BODIES, REPORTS=reports.url)
    map_source(aws, arn, consumer)

    for body in ("first", "second", "third"):
        send(aws, url, [body])
        assert reports.take(1) == [[body]]


@pytest.mark.parametrize(("scaling", "at_once"), [({}, 5), ({"MaximumConcurrency": 2}, 2)])
def test_so_many_batches_are_processed_at_once(
    aws: Clients, reports: Reports, scaling: dict[str, int], at_once: int
) -> None:
    url, arn = create_queue(aws, "work")
    gate, _ = create_queue(aws, "gate")
    send(aws, url, [str(number) for number in range(8)])
    consumer = create_function(aws, WAITS_AT_A_GATE, REPORTS=reports.url, GATE=gate)

    map_source(aws, arn, consumer, BatchSize=1, ScalingConfig=scaling)

    assert len(reports.take(at_once)) == at_once
    assert reports.take(1, patience=1) == []
    send(aws, gate, ["go"])
    assert reports.take(1) == ["inside"]
    send(aws, gate, ["go"] * 10)


def test_a_full_batch_does_not_wait_for_its_window(aws: Clients, reports: Reports) -> None:
    url, arn = create_queue(aws, "work")
    consumer = create_function(aws, BODIES, REPORTS=reports.url)
    map_source(aws, arn, consumer, BatchSize=2, MaximumBatchingWindowInSeconds=300)

    send(aws, url, ["a", "b"])

    assert sorted(reports.take(1)[0]) == ["a", "b"]


def test_messages_of_a_group_keep_their_order_while_groups_run_side_by_side(aws: Clients) -> None:
    """Every third message fails at first: it comes back before any later message of its group."""
    source = """
        def handler(event, context):
            for record in event["Records"]:
                first = record["attributes"]["ApproximateReceiveCount"] == "1"
                group, number = json.loads(record["body"])
                if first and number % 3 == 2:
                    raise RuntimeError("not at the first attempt")
                sqs.send_message(
                    QueueUrl=os.environ["REPORTS"], MessageBody=record["body"], MessageGroupId=group,
                    MessageDeduplicationId=record["messageId"],
                )
    """
    reports, _ = create_queue(aws, "reports.fifo", FifoQueue="true")
    url, arn = create_queue(aws, "work.fifo", FifoQueue="true", VisibilityTimeout="1")
    consumer = create_function(aws, source, REPORTS=reports)
    map_source(aws, arn, consumer, BatchSize=2)
    sent = [(f"group-{number % 4}", number // 4) for number in range(24)]
    for group, number in sent:
        aws.client("sqs").send_message(
            QueueUrl=url,
            MessageBody=json.dumps([group, number]),
            MessageGroupId=group,
            MessageDeduplicationId=f"{group}-{number}",
        )

    seen = defaultdict(list)
    for group, number in take_fifo(aws, reports, len(sent)):
        seen[group].append(number)

    assert seen == {f"group-{group}": list(range(6)) for group in range(4)}


def take_fifo(aws: Clients, url: str, count: int) -> list[Any]:
    sqs = aws.client("sqs")
    taken: list[Any] = []
    while len(taken) < count:
        more = awaited(aws, url)
        assert more, f"nothing more after {len(taken)}"
        for message in more:
            taken.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return taken


def test_a_disabled_mapping_leaves_messages_alone_until_it_is_enabled(aws: Clients, reports: Reports) -> None:
    url, arn = create_queue(aws, "work")
    consumer = create_function(aws, BODIES, REPORTS=reports.url)
    mapping = map_source(aws, arn, consumer)
    send(aws, url, ["before"])
    assert reports.take(1) == [["before"]]

    aws.client("lambda").update_event_source_mapping(UUID=mapping, Enabled=False)
    send(aws, url, ["meanwhile"])
    assert reports.take(1, patience=1) == []

    aws.client("lambda").update_event_source_mapping(UUID=mapping, Enabled=True)
    assert reports.take(1) == [["meanwhile"]]


def test_a_deleted_mapping_takes_nothing_more(aws: Clients, reports: Reports) -> None:
    url, arn = create_queue(aws, "work")
    consumer = create_function(aws, BODIES, REPORTS=reports.url)
    mapping = map_source(aws, arn, consumer)
    send(aws, url, ["before"])
    assert reports.take(1) == [["before"]]

    aws.client("lambda").delete_event_source_mapping(UUID=mapping)
    send(aws, url, ["after"])

    assert reports.take(1, patience=1) == []
    assert left_in(aws, url) == 1
    eventually(lambda: not aws.client("lambda").list_event_source_mappings()["EventSourceMappings"])


def test_a_written_item_wakes_the_mapping_of_its_tables_stream(aws: Clients, reports: Reports) -> None:
    source = """
        def handler(event, context):
            report([record["dynamodb"]["Keys"]["id"]["S"] for record in event["Records"]])
    """
    stream = create_stream(aws)
    consumer = create_function(aws, source, REPORTS=reports.url)
    map_source(aws, stream, consumer, StartingPosition="TRIM_HORIZON")

    for item in ("first", "second", "third"):
        aws.client("dynamodb").put_item(TableName="items", Item={"id": {"S": item}})
        assert reports.take(1) == [[item]]


def test_the_mapping_of_a_stream_ends_although_its_function_always_fails(aws: Clients, reports: Reports) -> None:
    source = """
        def handler(event, context):
            report("tried")
            raise RuntimeError("as always")
    """
    lambda_, stream = aws.client("lambda"), create_stream(aws)
    consumer = create_function(aws, source, REPORTS=reports.url)
    mapping = map_source(aws, stream, consumer, StartingPosition="TRIM_HORIZON")
    aws.client("dynamodb").put_item(TableName="items", Item={"id": {"S": "item"}})
    assert reports.take(1) == ["tried"]

    lambda_.delete_event_source_mapping(UUID=mapping)

    eventually(lambda: not lambda_.list_event_source_mappings()["EventSourceMappings"])


def test_queue_metrics_are_there_for_whoever_asks(aws: Clients) -> None:
    url, _ = create_queue(aws, "work")
    send(aws, url, ["a", "b", "c"])

    metrics = aws.client("cloudwatch").list_metrics(Namespace="AWS/SQS")["Metrics"]

    assert "NumberOfMessagesSent" in {metric["MetricName"] for metric in metrics}
    assert {d["Value"] for metric in metrics for d in metric["Dimensions"]} == {"work"}
