import io
import json
from typing import Any

import pytest
from localstack.aws.api import CommonServiceException
from localstack.aws.spec import load_service

from fakes.bedrock.errors import BedrockError, InvalidRequestError, ThrottledError, UnknownResourceError
from fakes.bedrock.provider import create_runtime
from fakes.bedrock.speaker import speaker_of
from fakes.settings import FakeSettings
from tests.unit.fakes.bedrock.calling import caller, stream

NOVA, CLAUDE, QWEN = "amazon.nova-lite-v1:0", "anthropic.claude-3-haiku-20240307-v1:0", "qwen.qwen3-32b-v1:0"
CANVAS, TITAN = "amazon.nova-canvas-v1:0", "amazon.titan-embed-text-v2:0"
HELLO = [{"role": "user", "content": [{"text": "Hello there, all of you who read these words"}]}]
SAID = "Hello there, all of you who read these words"
WEATHER = {
    "name": "get_weather",
    "description": "Tells the weather of a city.",
    "inputSchema": {
        "json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
call = caller(create_runtime(speaker_of(FakeSettings())))


def claude(**fields: object) -> dict[str, object]:
    messages = [{"role": "user", "content": SAID}]
    return {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 100, "messages": messages, **fields}


def settings(**values: object) -> FakeSettings:
    return FakeSettings.from_environment(
        {f"REHEARSE_{name.upper()}": json.dumps(each) for name, each in values.items()}
    )


def parts(model: str, body: object) -> list[Any]:
    """What a model streams, decoded."""
    events = call("InvokeModelWithResponseStream", modelId=model, body=stream(body))
    return [json.loads(event["chunk"]["bytes"]) for event in events]


def test_nova_answers_in_its_own_format() -> None:
    response = call("InvokeModel", modelId=NOVA, body=stream({"messages": HELLO}))

    assert response["contentType"] == "application/json"
    assert json.loads(response["body"])["output"]["message"]["content"] == [{"text": SAID}]


def test_claude_answers_in_its_own_format() -> None:
    message = json.loads(call("InvokeModel", modelId=CLAUDE, body=stream(claude()))["body"])

    assert message["content"] == [{"type": "text", "text": SAID}]
    assert (message["stop_reason"], message["model"]) == ("end_turn", "claude-3-haiku-20240307")


def test_qwen_answers_in_its_own_format() -> None:
    body = {"messages": [{"role": "user", "content": "Hello there"}]}

    response = call("InvokeModel", modelId=QWEN, body=stream(body))

    assert json.loads(response["body"])["choices"][0]["message"]["content"] == "Hello there"


@pytest.mark.parametrize("model", [NOVA, CLAUDE, QWEN])
def test_converse_answers_the_same_for_every_model(model: str) -> None:
    response = call("Converse", modelId=model, messages=HELLO)

    assert response["output"]["message"]["content"] == [{"text": SAID}]
    assert response["usage"]["inputTokens"] == response["usage"]["outputTokens"]
    assert response["stopReason"] == "end_turn"


def test_converse_streams_what_it_would_say_at_once() -> None:
    events = call("ConverseStream", modelId=NOVA, messages=HELLO)

    kinds = [next(iter(event)) for event in events]
    deltas = [event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event]
    assert kinds[0] == "messageStart"
    assert kinds[-3:] == ["contentBlockStop", "messageStop", "metadata"]
    assert len(deltas) > 1
    assert "".join(deltas) == SAID
    assert events[-2]["messageStop"] == {"stopReason": "end_turn"}
    assert events[-1]["metadata"]["usage"] == call("Converse", modelId=NOVA, messages=HELLO)["usage"]


def test_converse_streams_a_tools_input_in_pieces() -> None:
    asked = [{"role": "user", "content": [{"text": "What is the weather in Oslo?"}]}]

    events = call("ConverseStream", modelId=NOVA, messages=asked, toolConfig={"tools": [{"toolSpec": WEATHER}]})

    start = next(event["contentBlockStart"] for event in events if "contentBlockStart" in event)
    deltas = [event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event]
    assert start["start"]["toolUse"]["name"] == "get_weather"
    assert json.loads("".join(delta["toolUse"]["input"] for delta in deltas)) == {"city": "Oslo"}
    assert events[-2]["messageStop"] == {"stopReason": "tool_use"}


def test_nova_streams_in_its_own_format() -> None:
    streamed = parts(NOVA, {"messages": HELLO})

    deltas = [part["contentBlockDelta"]["delta"]["text"] for part in streamed if "contentBlockDelta" in part]
    assert "".join(deltas) == SAID
    assert (
        streamed[-1]["amazon-bedrock-invocationMetrics"]["outputTokenCount"]
        == (streamed[-1]["metadata"]["usage"]["outputTokens"])
    )


def test_claude_streams_in_its_own_format() -> None:
    streamed = parts(CLAUDE, claude())

    kinds = [part["type"] for part in streamed if part["type"] != "content_block_delta"]
    deltas = [part["delta"]["text"] for part in streamed if part["type"] == "content_block_delta"]
    assert kinds == [
        "message_start",
        "content_block_start",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert "".join(deltas) == SAID
    assert streamed[-1]["amazon-bedrock-invocationMetrics"]["inputTokenCount"] > 0


def test_qwen_streams_in_its_own_format() -> None:
    streamed = parts(QWEN, {"messages": [{"role": "user", "content": SAID}]})

    assert "".join(part["choices"][0]["delta"].get("content", "") for part in streamed) == SAID
    assert streamed[-1]["choices"][0]["finish_reason"] == "stop"


def test_tokens_are_counted_without_an_answer() -> None:
    by_messages = call("CountTokens", modelId=CLAUDE, input={"converse": {"messages": HELLO}})
    by_body = call("CountTokens", modelId=CLAUDE, input={"invokeModel": {"body": json.dumps(claude()).encode()}})

    answered = call("Converse", modelId=CLAUDE, messages=HELLO)["usage"]["inputTokens"]
    assert by_messages["inputTokens"] == by_body["inputTokens"] == answered


@pytest.mark.parametrize(
    ("operation", "fields", "code", "status"),
    [
        ("InvokeModel", {"modelId": "nobody", "body": stream({})}, "ValidationException", 400),
        ("InvokeModel", {"modelId": NOVA}, "ValidationException", 400),
        (
            "InvokeModel",
            {"modelId": NOVA, "body": stream({}), "contentType": "text/plain"},
            "ValidationException",
            400,
        ),
        (
            "InvokeModel",
            {"modelId": "arn:aws:bedrock:us-east-1:123456789012:custom-model/x.y/abcdefghijkl", "body": stream({})},
            "ResourceNotFoundException",
            404,
        ),
        ("Converse", {"modelId": TITAN, "messages": HELLO}, "ValidationException", 400),
        ("ConverseStream", {"modelId": CANVAS, "messages": HELLO}, "ValidationException", 400),
        ("InvokeModelWithResponseStream", {"modelId": TITAN, "body": stream({})}, "ValidationException", 400),
        ("CountTokens", {"modelId": TITAN, "input": {"invokeModel": {"body": b"{}"}}}, "ValidationException", 400),
        (
            "Converse",
            {
                "modelId": NOVA,
                "messages": HELLO,
                "guardrailConfig": {"guardrailIdentifier": "none", "guardrailVersion": "1"},
            },
            "ValidationException",
            400,
        ),
    ],
)
def test_errors_have_the_codes_and_statuses_of_aws(
    operation: str, fields: dict[str, Any], code: str, status: int
) -> None:
    with pytest.raises(CommonServiceException) as refused:
        call(operation, **fields)

    assert (refused.value.code, refused.value.status_code) == (code, status)


@pytest.mark.parametrize("error", [InvalidRequestError, ThrottledError, UnknownResourceError])
def test_every_documented_error_has_the_status_of_botocores_model(error: type[BedrockError]) -> None:
    shape = load_service("bedrock-runtime").shape_for(error.code)

    assert shape.metadata["error"]["httpStatusCode"] == error.status


def test_operations_that_nothing_emulates_say_so_by_name() -> None:
    table = create_runtime(speaker_of(FakeSettings())).dispatch_table

    assert set(table) == set(load_service("bedrock-runtime").operation_names)
    with pytest.raises(NotImplementedError, match=r"ApplyGuardrail of bedrock-runtime is not emulated"):
        table["ApplyGuardrail"](None, {})


def test_a_request_beyond_the_quota_is_throttled() -> None:
    limited = caller(create_runtime(speaker_of(settings(bedrock_quotas={TITAN: {"requests": 1}}))))
    request = {"modelId": TITAN, "body": stream({"inputText": "a deed"})}
    limited("InvokeModel", **request)

    with pytest.raises(CommonServiceException, match="Too many requests, please wait before trying again") as refused:
        limited("InvokeModel", **{**request, "body": io.BytesIO(b"{}")})

    assert (refused.value.code, refused.value.status_code) == ("ThrottlingException", 429)
