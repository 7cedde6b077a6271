import base64
import json

import pytest

from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families import nova
from fakes.bedrock.tools import ToolUse
from tests.unit.fakes.bedrock.drawing import picture

NOVA = MODELS["amazon.nova-lite-v1:0"]
HELLO = [{"role": "user", "content": [{"text": "Hello"}]}]


def body(**fields: object) -> bytes:
    return json.dumps({"schemaVersion": "messages-v1", "messages": HELLO, **fields}).encode()


def test_a_request_becomes_a_conversation() -> None:
    conversation = nova.parse(
        body(
            system=[{"text": "Be brief."}],
            inferenceConfig={"maxTokens": 5, "temperature": 0, "topP": 0.9, "topK": 1, "stopSequences": ["END"]},
        )
    )

    assert conversation.turns == (Turn(Role.USER, "Hello"),)
    assert conversation.system == "Be brief."
    assert (conversation.inference.max_tokens, conversation.inference.stop_sequences) == (5, ("END",))


def test_the_older_parameter_names_are_understood() -> None:
    assert nova.parse(body(inferenceConfig={"max_new_tokens": 7, "top_p": 0.5})).inference.max_tokens == 7


def test_an_answer_is_rendered_as_nova_does() -> None:
    answer = Answer("Hi", StopReason.MAX_TOKENS, Usage(3, 1))

    assert nova.render(answer, MODELS["amazon.nova-lite-v1:0"]) == {
        "output": {"message": {"content": [{"text": "Hi"}], "role": "assistant"}},
        "stopReason": "max_tokens",
        "usage": {
            "inputTokens": 3,
            "outputTokens": 1,
            "totalTokens": 4,
            "cacheReadInputTokenCount": 0,
            "cacheWriteInputTokenCount": 0,
        },
    }


@pytest.mark.parametrize(
    ("request_body", "problem"),
    [
        (b"", "Malformed input request, please reformat"),
        (b"{not json", "Malformed input request, please reformat"),
        (b"{}", "Malformed input request: #: required key [messages] not found, please reformat"),
        (body(prompt="Hi"), "#: extraneous key [prompt] is not permitted"),
        (body(inferenceConfig={"maxTokens": 0}), "#/inferenceConfig/maxTokens: 0 is not greater or equal to 1"),
        (body(inferenceConfig={"temperature": 1.5}), "#/inferenceConfig/temperature: 1.5 is not less or equal to 1"),
        (body(inferenceConfig={"maxTokens": "many"}), "#/inferenceConfig/maxTokens"),
        (
            body(messages=[{"role": "user", "content": []}]),
            "#/messages/0/content: expected minimum item count: 1, found: 0",
        ),
        (body(messages=[{"role": "{ge}", "content": [{"text": "x"}]}]), "#/messages/0/role"),
        (body(messages=[]), "A conversation must start with a user message"),
        (body(messages=[*HELLO, *HELLO]), "must alternate between user and assistant roles"),
        (
            body(messages=[{"role": "user", "content": [{"text": " "}]}]),
            "ContentBlock object at messages.0.content.0 is blank",
        ),
    ],
)
def test_a_bad_request_is_refused_in_the_words_of_aws(request_body: bytes, problem: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        nova.parse(request_body)

    assert problem in str(refused.value)


def test_what_is_not_emulated_is_named() -> None:
    video = {"video": {"format": "mp4", "source": {"bytes": ""}}}

    with pytest.raises(NotImplementedError, match="video"):
        nova.parse(body(messages=[{"role": "user", "content": [video]}]))


def test_a_cache_point_changes_nothing() -> None:
    message = {"role": "user", "content": [{"text": "Hello"}, {"cachePoint": {"type": "default"}}]}

    assert nova.parse(body(messages=[message])) == nova.parse(body())


WEATHER = {
    "name": "weather",
    "description": "How the weather is.",
    "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}}},
}
USE = {"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "Oslo"}}}
RESULT = {"toolResult": {"toolUseId": "t1", "content": [{"json": {"sky": "clear"}}], "status": "success"}}


def tools(*specs: object, **fields: object) -> dict[str, object]:
    return {"toolConfig": {"tools": [{"toolSpec": spec} for spec in specs], **fields}}


def used(*blocks: object, **fields: object) -> bytes:
    return body(messages=[*HELLO, {"role": "assistant", "content": [USE]}, *blocks], **fields)


def test_tools_and_what_they_said_are_read() -> None:
    answered = {"role": "user", "content": [RESULT]}
    conversation = nova.parse(used(answered, **tools(WEATHER, toolChoice={"tool": {"name": "weather"}})))

    assert conversation.toolbox.forced == "weather"
    assert conversation.turns[1].tool_uses == (ToolUse("t1", "weather", {"city": "Oslo"}),)
    assert conversation.results() == ["sky: clear"]


@pytest.mark.parametrize(
    ("request_body", "problem"),
    [
        (used({"role": "user", "content": [RESULT]}), "The toolConfig field must be defined when using toolUse"),
        (
            used({"role": "user", "content": [{"text": "Well?"}]}, **tools(WEATHER)),
            "Expected toolResult blocks at messages.2.content for the following Ids: t1",
        ),
        (
            used({"role": "user", "content": [RESULT, RESULT]}, **tools(WEATHER)),
            "The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks",
        ),
        (body(**tools(WEATHER, WEATHER)), "toolConfig.tools.1.toolSpec.name is a duplicate"),
        (body(**tools({**WEATHER, "inputSchema": {"json": {}}})), "inputSchema.json.type must be one of the following"),
        (
            body(**tools({**WEATHER, "inputSchema": {"json": {"type": "object", "required": 1}}})),
            "is not a valid JSON Schema",
        ),
        (body(**tools(WEATHER, toolChoice={"tool": {"name": "other"}})), "The tool other that toolConfig.toolChoice"),
        (body(**tools()), "#/toolConfig/tools: expected minimum item count: 1, found: 0"),
    ],
)
def test_tools_out_of_order_are_refused(request_body: bytes, problem: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        nova.parse(request_body)

    assert problem in str(refused.value)


def test_an_answer_that_was_rendered_is_read_back() -> None:
    answer = Answer("Hm.", StopReason.TOOL_USE, Usage(3, 9), (ToolUse("t1", "weather", {"city": "Oslo"}),))

    read = nova.read(nova.render(answer, NOVA))

    assert read == Reply("Hm.", (ToolCall("weather", {"city": "Oslo"}),), StopReason.TOOL_USE, Usage(3, 9))


def test_a_picture_is_read_as_what_is_certain_of_it() -> None:
    block = {"image": {"format": "png", "source": {"bytes": base64.b64encode(picture("red", (64, 32))).decode()}}}

    turn = nova.parse(body(messages=[{"role": "user", "content": [block]}])).turns[0]

    assert turn.text == "PNG picture, 64 x 32 pixels, mean colour #ff0000"


@pytest.mark.parametrize("data", ["bm8gcGljdHVyZQ==", "!"])
def test_what_is_no_picture_is_refused(data: str) -> None:
    block = {"image": {"format": "png", "source": {"bytes": data}}}

    with pytest.raises(InvalidRequestError, match=r"Could not process image|not valid base64"):
        nova.parse(body(messages=[{"role": "user", "content": [block]}]))
