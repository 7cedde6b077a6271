import json
from io import BytesIO
from typing import Any

import pytest
from botocore.model import StructureShape
from botocore.validate import ParamValidator
from localstack.aws.api import CommonServiceException
from localstack.aws.spec import load_service

from fakes.bedrock.conversation import Conversation
from fakes.bedrock.errors import ThrottledError
from fakes.bedrock.provider import BedrockRuntime, create_skeleton

NOVA, QWEN = "amazon.nova-lite-v1:0", "qwen.qwen3-32b-v1:0"
HELLO = [{"role": "user", "content": [{"text": "Hello there"}]}]


def stream(body: object) -> BytesIO:
    """A payload as LocalStack's parser hands it over."""
    return BytesIO(json.dumps(body).encode())


def call(operation: str, **request: Any) -> Any:
    """Call an operation through its handler and check the response against botocore's model of it."""
    model = load_service("bedrock-runtime").operation_model(operation)
    response = create_skeleton().dispatch_table[operation](None, request)
    assert isinstance(model.output_shape, StructureShape)
    report = ParamValidator().validate(response, model.output_shape)
    assert not report.has_errors(), report.generate_report()
    return response


def test_nova_answers_in_its_own_format() -> None:
    response = call("InvokeModel", modelId=NOVA, body=stream({"messages": HELLO}))

    assert response["contentType"] == "application/json"
    assert json.loads(response["body"])["output"]["message"]["content"] == [{"text": "Hello there"}]


def test_qwen_answers_in_its_own_format() -> None:
    body = {"messages": [{"role": "user", "content": "Hello there"}]}

    response = call("InvokeModel", modelId=QWEN, body=stream(body))

    assert json.loads(response["body"])["choices"][0]["message"]["content"] == "Hello there"


@pytest.mark.parametrize("model", [NOVA, QWEN])
def test_converse_answers_the_same_for_every_model(model: str) -> None:
    response = call("Converse", modelId=model, messages=HELLO)

    assert response["output"]["message"]["content"] == [{"text": "Hello there"}]
    assert response["usage"] == {"inputTokens": 2, "outputTokens": 2, "totalTokens": 4}
    assert response["stopReason"] == "end_turn"


@pytest.mark.parametrize(
    ("request_fields", "code", "status"),
    [
        ({"modelId": "nobody", "body": stream({})}, "ValidationException", 400),
        ({"modelId": NOVA}, "ValidationException", 400),
        ({"modelId": NOVA, "body": stream({}), "contentType": "text/plain"}, "ValidationException", 400),
        (
            {"modelId": "arn:aws:bedrock:us-east-1:123456789012:custom-model/x.y/abcdefghijkl", "body": stream({})},
            "ResourceNotFoundException",
            404,
        ),
    ],
)
def test_errors_have_the_codes_and_statuses_of_aws(request_fields: dict[str, Any], code: str, status: int) -> None:
    with pytest.raises(CommonServiceException) as refused:
        call("InvokeModel", **request_fields)

    assert (refused.value.code, refused.value.status_code) == (code, status)


def test_every_documented_error_has_the_status_of_botocores_model() -> None:
    shape = load_service("bedrock-runtime").shape_for(ThrottledError.code)

    assert shape.metadata["error"]["httpStatusCode"] == ThrottledError.status


def test_operations_that_nothing_emulates_say_so_by_name() -> None:
    table = create_skeleton().dispatch_table

    assert set(table) == set(load_service("bedrock-runtime").operation_names)
    with pytest.raises(NotImplementedError, match="ApplyGuardrail"):
        table["ApplyGuardrail"](None, {})


def test_the_first_responder_that_answers_is_heard() -> None:
    class Parrot:
        def answer(self, conversation: Conversation) -> str:
            return conversation.turns[0].text.upper()

    response = BedrockRuntime([Parrot()]).converse({"modelId": NOVA, "messages": HELLO})

    assert response["output"]["message"]["content"] == [{"text": "HELLO THERE"}]
