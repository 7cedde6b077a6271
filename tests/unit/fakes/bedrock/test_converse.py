import pytest

from fakes.bedrock import converse
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.json_value import Json, JsonObject

HELLO: JsonObject = {"role": "user", "content": [{"text": "Hello"}]}


def test_a_request_becomes_a_conversation() -> None:
    conversation = converse.parse(
        {
            "modelId": "amazon.nova-lite-v1:0",
            "messages": [HELLO, {"role": "assistant", "content": [{"text": "{"}]}],
            "system": [{"text": "Be brief."}],
            "inferenceConfig": {"maxTokens": 5, "stopSequences": ["END"]},
        }
    )

    assert (conversation.system, conversation.prefill) == ("Be brief.", "{")
    assert (conversation.inference.max_tokens, conversation.inference.stop_sequences) == (5, ("END",))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"messages": []}, "A conversation must start with a user message"),
        (
            {"inferenceConfig": {"maxTokens": 0}},
            "1 validation error detected: Value '0' at 'inferenceConfig.maxTokens' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1",
        ),
        ({"inferenceConfig": {"maxTokens": 0, "topP": 2.0}}, "2 validation errors detected"),
    ],
)
def test_a_bad_request_is_refused_in_the_words_of_aws(fields: dict[str, Json], problem: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        converse.parse({"messages": [HELLO], **fields})

    assert problem in str(refused.value)


@pytest.mark.parametrize("feature", ["toolConfig", "guardrailConfig", "promptVariables"])
def test_what_is_not_emulated_is_named(feature: str) -> None:
    with pytest.raises(NotImplementedError, match=feature):
        converse.parse({"messages": [HELLO], feature: {"any": "thing"}})
