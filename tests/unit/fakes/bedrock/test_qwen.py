import json

import pytest

from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Answer, Role, StopReason, Turn, Usage
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families import qwen
from fakes.bedrock.json_value import Json

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


@pytest.mark.parametrize("fields", [{"tools": []}, {"response_format": {"type": "json_object"}}])
def test_what_is_not_emulated_is_named(fields: dict[str, Json]) -> None:
    with pytest.raises(NotImplementedError, match=next(iter(fields))):
        qwen.parse(body(**fields))
