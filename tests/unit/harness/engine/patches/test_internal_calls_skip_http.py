"""A call that the engine makes of itself arrives, is answered, fails and is tried again as one over HTTP."""

import io
import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError
from botocore.regions import EndpointRulesetResolver
from localstack.aws import client as module

from harness.engine.plugins.patches.internal_calls_skip_http import apply

Answer = Callable[[Any, Any], None]
"""What the gateway does with a request's context and the response."""


class Gateway:
    """Does one thing after the other, and remembers who asked for what."""

    def __init__(self, *answers: Answer) -> None:
        self.contexts: list[Any] = []
        self._answers = iter(answers)

    def handle(self, context: Any, answer: Any) -> None:
        self.contexts.append(context)
        next(self._answers)(context, answer)


def says(body: Any, status: int = 200) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(_context: Any, response: Any) -> None:
        response.status_code = status
        response.set_response(content)
        response.headers["Content-Length"] = str(len(content))

    return answer


def breaks(context: Any, _response: Any) -> None:
    raise ConnectionClosedError(endpoint_url=context.request.url)


@pytest.fixture(scope="module", autouse=True)
def patched() -> None:
    apply(module)


def client(service: str, gateway: Gateway, attempts: int = 1) -> Any:
    made = boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=module.get_service_endpoint(),
        region_name="eu-west-1",
        aws_access_key_id="111111111111",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": attempts}),
    )
    module.GatewayShortCircuit.modify_client(made, gateway)
    return made


def test_the_gateway_sees_who_asks_for_what_and_the_caller_sees_the_answer() -> None:
    gateway = Gateway(says({"QueueUrls": ["http://queue"]}))

    assert client("sqs", gateway).list_queues(QueueNamePrefix="a")["QueueUrls"] == ["http://queue"]

    (context,) = gateway.contexts
    assert (context.service.service_name, context.operation.name) == ("sqs", "ListQueues")
    assert json.loads(context.request.data) == {"QueueNamePrefix": "a"}
    assert context.request.headers["X-Amz-Target"] == "AmazonSQS.ListQueues"
    assert "Credential=111111111111/" in context.request.headers["Authorization"]
    assert "/eu-west-1/sqs/aws4_request" in context.request.headers["Authorization"]


def test_forms_and_payloads_arrive_whole() -> None:
    form, payload = Gateway(says(b"<PublishResponse><PublishResult/></PublishResponse>")), Gateway(says(b'"done"'))

    client("sns", form).publish(TopicArn="arn", Message="a & b")
    answer = client("lambda", payload).invoke(FunctionName="f", Payload=b'{"a": 1}')

    assert form.contexts[0].request.values["Message"] == "a & b"
    assert payload.contexts[0].request.data == b'{"a": 1}'
    assert payload.contexts[0].request.path == "/2015-03-31/functions/f/invocations"
    assert answer["Payload"].read() == b'"done"'


def test_an_error_has_its_code_and_its_fields() -> None:
    gateway = Gateway(says({"__type": "ResourceNotFoundException", "message": "no rule"}, 400))

    with pytest.raises(ClientError, match="no rule") as raised:
        client("events", gateway).describe_rule(Name="r")

    assert raised.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_a_call_that_fails_is_tried_as_often_as_its_client_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    gateway = Gateway(says({"__type": "ThrottlingException"}, 400), breaks, says({"Name": "r"}))

    answer = client("events", gateway, attempts=3).describe_rule(Name="r")

    assert answer["Name"] == "r"
    assert answer["ResponseMetadata"]["RetryAttempts"] == 2
    with pytest.raises(ConnectionClosedError):
        client("events", Gateway(breaks)).describe_rule(Name="r")


def test_the_rules_of_endpoints_are_followed_once_for_what_they_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[dict[str, Any]] = []

    def follow(original: Callable[..., Any]) -> Callable[..., Any]:
        def construct(self: Any, operation: Any, parameters: dict[str, Any], context: Any) -> Any:
            followed.append(parameters)
            return original(self, operation, parameters, context)

        return construct

    resolver = EndpointRulesetResolver
    monkeypatch.setattr(resolver, "construct_endpoint", follow(resolver.construct_endpoint))
    made = client("dynamodb", Gateway(*[says({}) for _ in range(5)]))

    for parameters in ({"TableName": "a"}, {"TableName": "a"}, {"TableName": "b"}):
        made.get_item(Key={"id": {"S": "1"}}, **parameters)
    made.delete_item(TableName="a", Key={"id": {"S": "1"}})
    made.get_item(TableName="b", Key={"id": {"S": "2"}})

    assert [parameters["TableName"] for parameters in followed] == ["a", "b", "a"]


def test_a_body_that_is_read_piece_by_piece_goes_the_long_way() -> None:
    made, sent = client("lambda", Gateway()), []

    def catch(request: AWSRequest, **_: Any) -> None:
        sent.append(request)
        raise InterruptedError

    made.meta.events.register("request-created.lambda.Invoke", catch)

    with pytest.raises(InterruptedError):
        made.invoke(FunctionName="f", Payload=io.BytesIO(b"{}"))
    assert len(sent) == 1
