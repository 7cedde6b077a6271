import json

import pytest

from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Answer, Role, StopReason, Turn, Usage
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families import nova
from fakes.bedrock.json_value import Json

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


@pytest.mark.parametrize(
    ("fields", "feature"),
    [
        ({"toolConfig": {"tools": []}}, "toolConfig"),
        ({"messages": [{"role": "user", "content": [{"image": {"format": "png"}}]}]}, "image"),
    ],
)
def test_what_is_not_emulated_is_named(fields: dict[str, Json], feature: str) -> None:
    with pytest.raises(NotImplementedError, match=feature):
        nova.parse(body(**fields))


def test_a_cache_point_changes_nothing() -> None:
    message = {"role": "user", "content": [{"text": "Hello"}, {"cachePoint": {"type": "default"}}]}

    assert nova.parse(body(messages=[message])) == nova.parse(body())
