import json

import pytest

from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families import qwen
from fakes.bedrock.json_value import Json
from fakes.bedrock.responders.extractive.prompt import find_schema
from fakes.bedrock.tools import ToolResult, ToolUse

QWEN = MODELS["qwen.qwen3-32b-v1:0"]
HELLO = {"role": "user", "content": "Hello"}


def body(**fields: object) -> bytes:
    return json.dumps({"messages": [HELLO], **fields}).encode()


def test_a_chat_becomes_a_conversation() -> None:
    parts = {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}
    conversation = qwen.parse(body(messages=[{"role": "system", "content": "Brief."}, parts], max_tokens=9, stop="END"))

    assert conversation.system == "Brief."
    assert conversation.turns == (Turn(Role.USER, "a\nb"),)
    assert (conversation.inference.max_tokens, conversation.inference.stop_sequences) == (9, ("END",))


@pytest.mark.parametrize(("reason", "finish"), [(StopReason.END_TURN, "stop"), (StopReason.MAX_TOKENS, "length")])
def test_an_answer_is_rendered_as_a_chat_completion(reason: StopReason, finish: str) -> None:
    completion = qwen.render(Answer("Hi", reason, Usage(3, 1)), QWEN)

    assert completion["choices"] == [
        {"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": finish}
    ]
    assert completion["usage"] == {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4}
    assert completion["model"] == QWEN.id


@pytest.mark.parametrize(
    ("request_body", "problem"),
    [
        (b"[]", "Malformed input request"),
        (b"{}", "#: required key [messages] not found"),
        (body(messages=[]), "#/messages: expected minimum item count: 1, found: 0"),
        (body(temperature=3), "#/temperature: 3 is not less or equal to 2,"),
    ],
)
def test_a_bad_request_is_refused(request_body: bytes, problem: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        qwen.parse(request_body)

    assert problem in str(refused.value)


TOOL = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}
CALL = {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Oslo"}'}}


def test_functions_and_their_results_are_read() -> None:
    messages = [
        HELLO,
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "c1", "content": "rain"},
    ]
    conversation = qwen.parse(body(messages=messages, tools=[TOOL], tool_choice="required"))

    assert conversation.turns[1].tool_uses == (ToolUse("c1", "weather", {"city": "Oslo"}),)
    assert conversation.turns[2] == Turn(Role.USER, "", tool_results=(ToolResult("c1", "rain"),))
    assert conversation.toolbox.demanded


def test_a_function_that_is_named_must_be_offered() -> None:
    choice = {"type": "function", "function": {"name": "weather"}}

    assert qwen.parse(body(tools=[TOOL], tool_choice=choice)).toolbox.forced == "weather"
    with pytest.raises(InvalidRequestError, match="weather of tool_choice is not in tools"):
        qwen.parse(body(tool_choice=choice))


def test_a_response_format_is_what_a_prompt_would_say() -> None:
    schema: Json = {"type": "object", "properties": {"county": {"type": "string"}}}
    asked = {"type": "json_schema", "json_schema": {"name": "deed", "schema": schema}}

    assert find_schema(qwen.parse(body(response_format=asked)).system) == schema


def test_an_answer_that_was_rendered_is_read_back() -> None:
    use = ToolUse("c1", "weather", {"city": "Oslo"})
    answer = Answer("One moment.", StopReason.TOOL_USE, Usage(3, 9), (use,))

    read = qwen.read(qwen.render(answer, QWEN))

    assert read == Reply("One moment.", (ToolCall("weather", {"city": "Oslo"}),), StopReason.TOOL_USE, Usage(3, 9))
