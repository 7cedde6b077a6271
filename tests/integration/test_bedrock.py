"""boto3 -> engine -> the Bedrock Runtime fake."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.pytest_plugin import EngineUnderTest

NOVA = "amazon.nova-lite-v1:0"
QWEN = "qwen.qwen3-32b-v1:0"
SCHEMA = {"type": "object", "properties": {"county": {"type": ["string", "null"]}}}
PROMPT = f"<schema>{json.dumps(SCHEMA)}</schema>\n<document>\nCounty: Sangamón\n</document>"
ANSWER = '{"county": "Sangamón"}'


@pytest.fixture
def bedrock(engine: EngineUnderTest, account: str) -> Any:
    return engine.client("bedrock-runtime", account)


def messages(text: str = PROMPT) -> list[dict[str, Any]]:
    return [{"role": "user", "content": [{"text": text}]}]


@pytest.mark.parametrize(
    "model",
    [
        NOVA,
        "us.amazon.nova-pro-v1:0",
        "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0",
    ],
)
def test_invoke_model_answers_nova_by_id_profile_and_arn(bedrock: Any, model: str) -> None:
    body = json.dumps({"schemaVersion": "messages-v1", "messages": messages()})

    response = bedrock.invoke_model(modelId=model, body=body)

    assert response["contentType"] == "application/json"
    answer = json.loads(response["body"].read())
    assert answer["output"]["message"]["content"] == [{"text": ANSWER}]
    assert answer["stopReason"] == "end_turn"


def test_invoke_model_answers_qwen_in_its_own_format(bedrock: Any) -> None:
    body = json.dumps({"messages": [{"role": "user", "content": PROMPT}], "max_tokens": 3})

    completion = json.loads(bedrock.invoke_model(modelId=QWEN, body=body)["body"].read())

    assert completion["choices"][0]["finish_reason"] == "length"
    assert ANSWER.startswith(completion["choices"][0]["message"]["content"])
    assert completion["usage"]["completion_tokens"] == 3


@pytest.mark.parametrize("model", [NOVA, QWEN, "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"])
def test_converse_answers_every_model_alike(bedrock: Any, model: str) -> None:
    response = bedrock.converse(modelId=model, messages=messages(), inferenceConfig={"maxTokens": 500})

    assert response["output"]["message"] == {"role": "assistant", "content": [{"text": ANSWER}]}
    assert response["stopReason"] == "end_turn"
    usage = response["usage"]
    assert usage["inputTokens"] + usage["outputTokens"] == usage["totalTokens"]
    assert response["metrics"]["latencyMs"] >= 0


@pytest.mark.parametrize(
    ("model", "body", "code", "status"),
    [
        ("amazon.nova-lite", "{}", "ValidationException", 400),
        (NOVA, "{}", "ValidationException", 400),
        (NOVA, "no json", "ValidationException", 400),
        (
            "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl",
            "{}",
            "ResourceNotFoundException",
            404,
        ),
    ],
)
def test_errors_arrive_as_those_of_aws(bedrock: Any, model: str, body: str, code: str, status: int) -> None:
    with pytest.raises(ClientError) as refused:
        bedrock.invoke_model(modelId=model, body=body)

    assert refused.value.response["Error"]["Code"] == code
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert isinstance(refused.value, getattr(bedrock.exceptions, code))


def test_an_operation_that_nothing_emulates_says_so(bedrock: Any) -> None:
    with pytest.raises(ClientError, match="ListAsyncInvokes of bedrock-runtime is not emulated"):
        bedrock.list_async_invokes()
