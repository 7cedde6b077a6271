"""boto3 -> engine -> the Bedrock Runtime fake."""

import base64
import io
import json
from operator import mul
from typing import Any

import pytest
from botocore.exceptions import ClientError
from PIL import Image

from harness.pytest_plugin import EngineUnderTest

NOVA = "amazon.nova-lite-v1:0"
QWEN = "qwen.qwen3-32b-v1:0"
HAIKU = "anthropic.claude-3-haiku-20240307-v1:0"
CANVAS, TITAN = "amazon.nova-canvas-v1:0", "amazon.titan-embed-text-v2:0"
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


def test_converse_streams_as_the_sdk_reads_it(bedrock: Any) -> None:
    response = bedrock.converse_stream(modelId=NOVA, messages=messages())

    events = list(response["stream"])
    said = [event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event]
    assert "".join(said) == ANSWER
    assert [event["messageStop"]["stopReason"] for event in events if "messageStop" in event] == ["end_turn"]
    assert "metadata" in events[-1]


def test_claude_streams_as_the_sdk_reads_it(bedrock: Any) -> None:
    request = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 500,
        "messages": [{"role": "user", "content": PROMPT}],
    }

    response = bedrock.invoke_model_with_response_stream(modelId=HAIKU, body=json.dumps(request))

    parts = [json.loads(event["chunk"]["bytes"]) for event in response["body"]]
    assert response["contentType"] == "application/json"
    assert "".join(part["delta"]["text"] for part in parts if part["type"] == "content_block_delta") == ANSWER
    assert "amazon-bedrock-invocationMetrics" in parts[-1]


def test_a_client_that_leaves_a_stream_disturbs_nobody(bedrock: Any) -> None:
    stream = bedrock.converse_stream(modelId=NOVA, messages=messages())["stream"]
    next(iter(stream))
    stream.close()

    assert bedrock.converse(modelId=NOVA, messages=messages())["stopReason"] == "end_turn"


def test_tools_go_there_and_back(bedrock: Any) -> None:
    weather = {
        "name": "weather",
        "description": "Tells the weather of a city.",
        "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}},
    }
    config = {"tools": [{"toolSpec": weather}]}
    asked = messages("How is the weather in Oslo?")

    wish = bedrock.converse(modelId=HAIKU, messages=asked, toolConfig=config)["output"]["message"]
    use = wish["content"][0]["toolUse"]
    result = {"toolResult": {"toolUseId": use["toolUseId"], "content": [{"json": {"sky": "clear"}}]}}
    answer = bedrock.converse(
        modelId=HAIKU, messages=[*asked, wish, {"role": "user", "content": [result]}], toolConfig=config
    )

    assert use["input"] == {"city": "Oslo"}
    assert answer["output"]["message"]["content"] == [{"text": "sky: clear"}]
    assert answer["stopReason"] == "end_turn"


def test_canvas_draws_a_picture_of_the_asked_size(bedrock: Any) -> None:
    request = {
        "taskType": "TEXT_IMAGE",
        "textToImageParams": {"text": "a red shoe on a hill"},
        "imageGenerationConfig": {"width": 1280, "height": 720, "seed": 7, "cfgScale": 7.0},
    }

    response = json.loads(bedrock.invoke_model(modelId=CANVAS, body=json.dumps(request))["body"].read())

    with Image.open(io.BytesIO(base64.b64decode(response["images"][0]))) as picture:
        assert (picture.format, picture.size) == ("PNG", (1280, 720))


def test_titan_embeds_near_texts_nearby(bedrock: Any) -> None:
    def embed(text: str) -> list[float]:
        body = json.dumps({"inputText": text, "dimensions": 256})
        vector: list[float] = json.loads(bedrock.invoke_model(modelId=TITAN, body=body)["body"].read())["embedding"]
        return vector

    pirates, sailors, taxes = map(embed, ("pirate manga at sea", "a manga of sea pirates", "property tax forms"))

    assert sum(map(mul, pirates, sailors)) > sum(map(mul, pirates, taxes)) + 0.3


def test_an_agent_that_nobody_defined_is_not_found(engine: EngineUnderTest, account: str) -> None:
    agents = engine.client("bedrock-agent-runtime", account)

    with pytest.raises(agents.exceptions.ResourceNotFoundException):
        agents.invoke_agent(agentId="NOSUCHONE1", agentAliasId="TSTALIASID", sessionId="s-1", inputText="Hi")


def test_an_operation_of_the_agents_runtime_that_nothing_emulates_says_so(
    engine: EngineUnderTest, account: str
) -> None:
    with pytest.raises(ClientError, match="Retrieve of bedrock-agent-runtime is not emulated"):
        engine.client("bedrock-agent-runtime", account).retrieve(
            knowledgeBaseId="KB12345678", retrievalQuery={"text": "deeds"}
        )
