import pytest

from fakes.bedrock import converse
from fakes.bedrock.answer import Answer, StopReason, Usage
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


def test_only_the_stop_sequence_is_known_beyond_the_common_form() -> None:
    answer = Answer("one", StopReason.STOP_SEQUENCE, Usage(1, 1), stop_sequence=".")

    assert converse.extra_fields(answer, {}) == {}
    assert converse.extra_fields(answer, {"additionalModelResponseFieldPaths": ["/stop_sequence"]}) == {
        "additionalModelResponseFields": {"stop_sequence": "."}
    }
