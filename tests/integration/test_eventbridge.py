"""From S3 through EventBridge to a target, or into its dead-letter queue."""

import json
from typing import Any

import pytest

from harness.clients import Clients
from tests.integration.queues import awaited, create_queue
from tests.integration.reports import create_function
from tests.waiting import PATIENCE

ARN = "arn:aws:{service}:us-east-1:{account}:{resource}"


def messages(aws: Clients, url: str, count: int = 1, patience: float = PATIENCE) -> list[dict[str, Any]]:
    taken: list[dict[str, Any]] = []
    while len(taken) < count:
        more = awaited(aws, url, patience, MessageAttributeNames=["All"])
        if not more:
            break
        taken += more
    return taken


def events(aws: Clients, url: str, count: int) -> list[dict[str, Any]]:
    return [json.loads(message["Body"]) for message in messages(aws, url, count)]


def attributes(message: dict[str, Any]) -> dict[str, str]:
    return {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}


def add_rule(aws: Clients, pattern: dict[str, Any], target_arn: str, **settings: Any) -> None:
    aws.client("events").put_rule(Name="rule", EventPattern=json.dumps(pattern))
    target = {"Id": "target", "Arn": target_arn, **settings}
    failed = aws.client("events").put_targets(Rule="rule", Targets=[target])["FailedEntryCount"]
    assert failed == 0


def put_event(aws: Clients, detail: dict[str, Any] | None = None) -> None:
    entry = {"Source": "test", "DetailType": "Something", "Detail": json.dumps(detail or {})}
    aws.client("events").put_events(Entries=[entry])


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name = f"uploads-{account}"
    aws.client("s3").create_bucket(Bucket=name)
    aws.client("s3").put_bucket_notification_configuration(
        Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    return name


@pytest.mark.parametrize("key", ["a deed.pdf", "a+b.pdf", "50%25.pdf", "urkunde-ü-😀.pdf", 'x/"q".pdf'])
def test_an_upload_is_announced_under_its_very_key(aws: Clients, bucket: str, key: str) -> None:
    url, arn = create_queue(aws, "uploads")
    add_rule(aws, {"source": ["aws.s3"], "detail-type": ["Object Created"]}, arn)

    aws.client("s3").put_object(Bucket=bucket, Key=key, Body=b"%PDF")

    (event,) = events(aws, url, 1)
    assert event["detail"]["object"]["key"] == key
    assert event["detail"]["reason"] == "PutObject"


def test_a_multipart_upload_is_announced_with_its_reason(aws: Clients, bucket: str) -> None:
    url, arn = create_queue(aws, "uploads")
    add_rule(aws, {"source": ["aws.s3"], "detail": {"reason": ["CompleteMultipartUpload"]}}, arn)
    s3, where = aws.client("s3"), {"Bucket": bucket, "Key": "incoming/large.tif"}
    upload = s3.create_multipart_upload(**where)["UploadId"]
    part = s3.upload_part(**where, UploadId=upload, PartNumber=1, Body=b"II*\0")

    s3.complete_multipart_upload(
        **where, UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    )

    assert events(aws, url, 1)[0]["detail"]["object"]["key"] == "incoming/large.tif"


def test_later_uploads_of_a_key_have_higher_sequencers(aws: Clients, bucket: str) -> None:
    url, arn = create_queue(aws, "uploads")
    add_rule(aws, {"source": ["aws.s3"]}, arn)

    for content in (b"first", b"second!", b"the third"):
        aws.client("s3").put_object(Bucket=bucket, Key="incoming/a.pdf", Body=content)

    seen = sorted(events(aws, url, 3), key=lambda event: str(event["detail"]["object"]["sequencer"]))
    assert [event["detail"]["object"]["size"] for event in seen] == [5, 7, 9]


def test_a_wildcard_rule_takes_its_keys_and_no_others(aws: Clients, bucket: str) -> None:
    url, arn = create_queue(aws, "uploads")
    documents = [{"wildcard": "incoming/*.pdf"}, {"wildcard": "incoming/*.tif"}]
    add_rule(aws, {"detail": {"object": {"key": documents}}}, arn)

    for key in ("incoming/.pdf", "incoming/a.pdf", "incoming/x/b.tif", "incoming/a.pdf.txt", "processed/a.pdf"):
        aws.client("s3").put_object(Bucket=bucket, Key=key, Body=b"x")

    keys = {event["detail"]["object"]["key"] for event in events(aws, url, 3)}
    assert keys == {"incoming/.pdf", "incoming/a.pdf", "incoming/x/b.tif"}
    assert messages(aws, url, patience=1) == []


def test_an_event_for_a_function_that_is_gone_goes_to_the_dead_letter_queue(aws: Clients, account: str) -> None:
    url, arn = create_queue(aws, "dead")
    function = ARN.format(service="lambda", account=account, resource="function:gone")
    add_rule(aws, {"source": ["test"]}, function, DeadLetterConfig={"Arn": arn})

    put_event(aws, {"number": 7})

    (letter,) = messages(aws, url)
    event = json.loads(letter["Body"])
    assert (event["detail-type"], event["detail"]) == ("Something", {"number": 7})
    told = attributes(letter)
    assert told["ERROR_CODE"] == "NO_RESOURCE"
    assert told["RULE_ARN"] == ARN.format(service="events", account=account, resource="rule/rule")
    assert told["TARGET_ARN"] == function
    assert "not found" in told["ERROR_MESSAGE"]


def test_an_event_that_is_refused_again_and_again_says_how_often_it_was_tried(aws: Clients) -> None:
    """A FIFO queue refuses messages without a deduplication id; EventBridge can not know that it always will."""
    url, arn = create_queue(aws, "dead")
    _, refusing = create_queue(aws, "refusing.fifo", FifoQueue="true")
    policy = {"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 60}
    settings = {"SqsParameters": {"MessageGroupId": "one"}, "RetryPolicy": policy}
    add_rule(aws, {"source": ["test"]}, refusing, DeadLetterConfig={"Arn": arn}, **settings)

    put_event(aws)

    (letter,) = messages(aws, url)
    told = attributes(letter)
    assert told["ERROR_CODE"] == "SDK_CLIENT_ERROR"
    assert told["EXHAUSTED_RETRY_CONDITION"] == "MaximumRetryAttempts"
    assert told["RETRY_ATTEMPTS"] == "1"


def test_a_target_that_recovers_gets_its_event_after_all(aws: Clients) -> None:
    """The queue refuses the message until it deduplicates by content."""
    url, refusing = create_queue(aws, "refusing.fifo", FifoQueue="true")
    parameters = {"MessageGroupId": "one"}
    add_rule(aws, {"source": ["test"]}, refusing, SqsParameters=parameters)

    put_event(aws, {"number": 7})
    aws.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"ContentBasedDeduplication": "true"})

    assert events(aws, url, 1)[0]["detail"] == {"number": 7}


def test_other_targets_of_a_rule_do_not_suffer_from_a_broken_one(aws: Clients, account: str) -> None:
    url, arn = create_queue(aws, "healthy")
    gone = ARN.format(service="lambda", account=account, resource="function:gone")
    add_rule(aws, {"source": ["test"]}, gone)
    aws.client("events").put_targets(Rule="rule", Targets=[{"Id": "healthy", "Arn": arn}])

    put_event(aws)

    assert len(events(aws, url, 1)) == 1


def test_a_function_that_fails_is_retried_by_lambda_and_not_by_eventbridge(aws: Clients) -> None:
    dead_url, dead_arn = create_queue(aws, "dead")
    failed_url, failed_arn = create_queue(aws, "failed")
    function = create_function(aws, "def handler(event, context):\n    raise RuntimeError('no')\n")
    aws.client("lambda").put_function_event_invoke_config(
        FunctionName=function, MaximumRetryAttempts=0, DestinationConfig={"OnFailure": {"Destination": failed_arn}}
    )
    arn = ARN.format(service="lambda", account=aws.account, resource=f"function:{function}")
    add_rule(aws, {"source": ["test"]}, arn, DeadLetterConfig={"Arn": dead_arn})

    put_event(aws, {"number": 7})

    (record,) = events(aws, failed_url, 1)
    assert record["requestPayload"]["detail"] == {"number": 7}
    assert record["requestContext"]["condition"] == "RetriesExhausted"
    assert messages(aws, dead_url, patience=1) == []
