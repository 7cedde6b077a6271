import base64
import json

import pytest

from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families import claude
from fakes.bedrock.tools import Choice, ToolResult, ToolUse
from tests.unit.fakes.bedrock.drawing import picture

HAIKU = MODELS["anthropic.claude-3-haiku-20240307-v1:0"]
HELLO = {"role": "user", "content": "Hello"}
TOOL = {"name": "weather", "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}}}
USE = {"type": "tool_use", "id": "t1", "name": "weather", "input": {"city": "Oslo"}}
RESULT = {"type": "tool_result", "tool_use_id": "t1", "content": "rain"}


def body(**fields: object) -> bytes:
    request = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 9, "messages": [HELLO], **fields}
    return json.dumps({name: value for name, value in request.items() if value is not None}).encode()


def used(*content: object, **fields: object) -> bytes:
    turns = [HELLO, {"role": "assistant", "content": [USE]}, {"role": "user", "content": list(content)}]
    return body(messages=turns, **fields)


def test_a_request_becomes_a_conversation() -> None:
    parts = [{"type": "text", "text": "a"}, {"type": "text", "text": "b", "cache_control": {"type": "ephemeral"}}]
    conversation = claude.parse(
        body(messages=[{"role": "user", "content": parts}], system=[{"type": "text", "text": "Brief."}],
             stop_sequences=["END"], temperature=0, top_k=5)
    )  # fmt: skip

    assert conversation.turns == (Turn(Role.USER, "a\nb"),)
    assert conversation.system == "Brief."
    assert (conversation.inference.max_tokens, conversation.inference.stop_sequences) == (9, ("END",))


def test_tools_and_what_they_said_are_read() -> None:
    conversation = claude.parse(used(RESULT, tools=[TOOL], tool_choice={"type": "any"}))

    assert conversation.turns[1].tool_uses == (ToolUse("t1", "weather", {"city": "Oslo"}),)
    assert conversation.turns[2].tool_results == (ToolResult("t1", "rain"),)
    assert conversation.toolbox.choice is Choice.ANY


def test_pictures_and_documents_are_read() -> None:
    image = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(picture("blue", (8, 4))).decode()}
    document = {"type": "text", "media_type": "text/plain", "data": "County: Cook"}
    content = [{"type": "image", "source": image}, {"type": "document", "source": document}]

    text = claude.parse(body(messages=[{"role": "user", "content": content}])).turns[0].text

    assert text == "PNG picture, 8 x 4 pixels, mean colour #0000ff\n<document>\nCounty: Cook\n</document>"


def test_an_answer_that_was_rendered_is_read_back() -> None:
    answer = Answer("Hm.", StopReason.TOOL_USE, Usage(3, 9), (ToolUse("t1", "weather", {"city": "Oslo"}),))

    message = claude.render(answer, HAIKU)

    assert message["content"] == [{"type": "text", "text": "Hm."}, USE]
    assert claude.read(message) == Reply(
        "Hm.", (ToolCall("weather", {"city": "Oslo"}),), StopReason.TOOL_USE, Usage(3, 9)
    )


def test_the_stop_sequence_is_named() -> None:
    message = claude.render(Answer("one", StopReason.STOP_SEQUENCE, Usage(1, 1), stop_sequence="."), HAIKU)

    assert (message["stop_reason"], message["stop_sequence"]) == ("stop_sequence", ".")


@pytest.mark.parametrize(
    ("request_body", "problem"),
    [
        (b"{no json", "Malformed input request, please reformat"),
        (body(anthropic_version=None), "anthropic_version: Field required"),
        (body(max_tokens=None), "max_tokens: Field required"),
        (body(stream=True), "stream: Extra inputs are not permitted"),
        (body(temperature=2), "temperature: Input should be less than or equal to 1"),
        (body(messages=[]), "messages: at least one message is required"),
        (body(messages=[{"role": "assistant", "content": "Hi"}]), 'first message must use the "user" role'),
        (body(messages=[HELLO, HELLO]), 'roles must alternate between "user" and "assistant", but found multiple'),
        (
            body(messages=[HELLO, {"role": "assistant", "content": "Hi "}]),
            "final assistant content cannot end with trailing whitespace",
        ),
        (body(messages=[{"role": "user", "content": [{"type": "text"}]}]), "messages.0.content.0.text.text: Field"),
        (
            used({"type": "text", "text": "Well?"}, tools=[TOOL]),
            "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1.",
        ),
        (
            body(messages=[{"role": "user", "content": [RESULT]}], tools=[TOOL]),
            "messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t1.",
        ),
        (used(RESULT), "must define tools"),
        (body(tools=[TOOL, TOOL]), "tools: Tool names must be unique."),
        (body(tools=[{"name": "x", "input_schema": {}}]), "tools.0.custom.input_schema.type: Field required"),
        (body(tools=[{"name": "x", "input_schema": {"type": "string"}}]), "Input should be 'object'"),
        (body(tools=[{"name": "x", "input_schema": {"type": "object", "required": 1}}]), "JSON schema is invalid"),
        (body(tool_choice={"type": "any"}), "tool_choice may only be specified while providing tools"),
        (body(tools=[TOOL], tool_choice={"type": "tool", "name": "y"}), "Tool 'y' not found in provided tools"),
    ],
)
def test_a_bad_request_is_refused_in_the_words_of_claude(request_body: bytes, problem: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        claude.parse(request_body)

    assert problem in str(refused.value)
