"""Language models, on Bedrock, by each wire."""

import json
from io import BytesIO
from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from botocore.response import StreamingBody

from lambda_kit.errors import ConfigurationError, RetryableError
from tests.systems.textract_processor.adapters.conftest import StubbedClient
from tests.systems.textract_processor.world import ERRAND
from textract_processor.adapters.bedrock import BedrockModel
from textract_processor.adapters.bedrock_wires import wire_for
from textract_processor.domain.dialogue import Answer, Question
from textract_processor.domain.validation import DocumentRejectedError

QUESTION = Question("question", 77)
NOVA, QWEN = "amazon.nova-lite-v1:0", "qwen.qwen3-32b-v1:0"
MESSAGES_ANSWER: dict[str, Any] = {
    "output": {"message": {"role": "assistant", "content": [{"text": "{}"}]}},
    "stopReason": "end_turn",
    "usage": {"inputTokens": 10, "outputTokens": 2, "totalTokens": 12},
}
CHAT_ANSWER: dict[str, Any] = {
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}],
    "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12},
}


def streamed(body: Any) -> dict[str, Any]:
    content = json.dumps(body).encode()
    return {"body": StreamingBody(BytesIO(content), len(content)), "contentType": "application/json"}


def test_any_model_is_called_through_converse(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("bedrock-runtime")
    expected = {
        "modelId": QWEN,
        "messages": [{"role": "user", "content": [{"text": "question"}]}],
        "inferenceConfig": {"maxTokens": 77, "temperature": 0.0},
    }
    stubber.add_response("converse", MESSAGES_ANSWER | {"metrics": {"latencyMs": 1}}, expected)
    model = BedrockModel(client, QWEN, wire_for(QWEN, "converse"))
    assert model.answer(QUESTION, ERRAND) == Answer("{}", "end_turn", 10, 2)


@pytest.mark.parametrize(
    ("model_id", "response", "answer"),
    [
        (NOVA, MESSAGES_ANSWER, Answer("{}", "end_turn", 10, 2)),
        (QWEN, CHAT_ANSWER, Answer("{}", "end_turn", 10, 2)),
    ],
)
def test_each_family_is_invoked_in_its_own_format(
    stubbed: StubbedClient, model_id: str, response: Any, answer: Answer
) -> None:
    client, stubber = stubbed("bedrock-runtime")
    stubber.add_response("invoke_model", streamed(response))
    model = BedrockModel(client, model_id, wire_for(model_id, "invoke"))
    assert model.answer(QUESTION, ERRAND) == answer


@pytest.mark.parametrize(("model_id", "limit"), [(NOVA, ("inferenceConfig", "maxTokens")), (QWEN, ("max_tokens",))])
def test_a_body_holds_the_question_and_the_limit(model_id: str, limit: tuple[str, ...]) -> None:
    value = json.loads(wire_for(model_id, "invoke").request(model_id, QUESTION)["body"])
    assert "question" in json.dumps(value["messages"])
    for name in limit:
        value = value[name]
    assert value == 77


@pytest.mark.parametrize(
    ("reason", "meaning"),
    [("length", "max_tokens"), ("content_filter", "content_filtered"), ("stop", "end_turn"), ("other", "other")],
)
def test_a_chat_answers_reason_is_told_in_converses_words(reason: str, meaning: str) -> None:
    choice = CHAT_ANSWER["choices"][0] | {"finish_reason": reason}
    response = streamed(CHAT_ANSWER | {"choices": [choice]})
    assert wire_for(QWEN, "invoke").answer(response).stop_reason == meaning


@pytest.mark.parametrize(("model_id", "body"), [(NOVA, MESSAGES_ANSWER), (QWEN, CHAT_ANSWER)])
def test_a_guardrail_that_intervened_is_noticed(model_id: str, body: dict[str, Any]) -> None:
    response = streamed(body | {"amazon-bedrock-guardrailAction": "INTERVENED"})
    assert wire_for(model_id, "invoke").answer(response).stop_reason == "guardrail_intervened"


@pytest.mark.parametrize(("model_id", "api"), [("acme.llm", "invoke"), (NOVA, "stream")])
def test_a_model_that_can_not_be_called_is_refused(model_id: str, api: str) -> None:
    with pytest.raises(ConfigurationError):
        wire_for(model_id, api)


@pytest.mark.parametrize("code", ["ThrottlingException", "ModelTimeoutException", "ServiceUnavailableException"])
def test_a_busy_model_is_asked_again_later(stubbed: StubbedClient, code: str) -> None:
    client, stubber = stubbed("bedrock-runtime")
    stubber.add_client_error("converse", code, "slow down")
    with pytest.raises(RetryableError):
        BedrockModel(client, NOVA, wire_for(NOVA, "converse")).answer(QUESTION, ERRAND)


def test_a_prompt_beyond_the_window_rejects_the_document(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("bedrock-runtime")
    stubber.add_client_error("converse", "ValidationException", "Input is too long for requested model.")
    with pytest.raises(DocumentRejectedError, match="too long"):
        BedrockModel(client, NOVA, wire_for(NOVA, "converse")).answer(QUESTION, ERRAND)


def test_a_mistake_of_ours_is_not_blamed_on_the_document(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("bedrock-runtime")
    stubber.add_client_error("converse", "ValidationException", "The provided model identifier is invalid.")
    with pytest.raises(client.exceptions.ValidationException):
        BedrockModel(client, NOVA, wire_for(NOVA, "converse")).answer(QUESTION, ERRAND)


@pytest.mark.parametrize(
    "error",
    [
        ReadTimeoutError(endpoint_url="bedrock"),
        ConnectionClosedError(endpoint_url="bedrock"),
        EndpointConnectionError(endpoint_url="bedrock"),
    ],
)
def test_a_model_that_does_not_answer_is_asked_again_later(error: Exception) -> None:
    class Silent:
        def converse(self, **_: Any) -> Any:
            raise error

    model = BedrockModel(Silent(), NOVA, wire_for(NOVA, "converse"))  # type: ignore[arg-type]
    with pytest.raises(RetryableError, match="did not answer"):
        model.answer(QUESTION, ERRAND)
