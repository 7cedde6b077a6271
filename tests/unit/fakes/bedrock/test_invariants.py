"""Whatever valid request comes, it is answered or refused, and never fails; the same request has the same answer."""

import io
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from localstack.aws.api import CommonServiceException

from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.provider import create_runtime
from fakes.bedrock.speaker import speaker_of
from fakes.settings import FakeSettings
from tests.unit.fakes.bedrock.calling import caller, stream
from tests.unit.fakes.bedrock.drawing import picture

CHAT = ["amazon.nova-micro-v1:0", "us.amazon.nova-pro-v1:0", "qwen.qwen3-32b-v1:0"]
CLAUDE = "anthropic.claude-3-haiku-20240307-v1:0"
call = caller(create_runtime(speaker_of(FakeSettings())))

WORDS = st.sampled_from(
    ["weather", "in Oslo", "County: Cook", "$12.50", "March 5, 2024", "<document>", "</document>", "| a | b |", "\n"]
)
TEXT = st.lists(WORDS | st.text(max_size=8), min_size=1, max_size=8).map(" ".join).filter(str.strip)
NAME = st.sampled_from(["weather", "find_deed", "city", "price", "x-1"])
LEAF: st.SearchStrategy[JsonObject] = st.sampled_from(
    [
        {"type": "string"},
        {"type": "string", "format": "date"},
        {"type": "integer", "minimum": 3},
        {"type": "boolean"},
        {"enum": ["Cook", "Oslo", 7]},
        {"type": "array", "items": {"type": "string"}},
        {"$ref": "#"},
        {},
    ]
)


def schema(parts: dict[str, JsonObject], needed: bool) -> JsonObject:
    required: list[Json] = [*parts]
    return {"type": "object", "properties": {**parts}, "required": required if needed else []}


OBJECT = st.builds(schema, st.dictionaries(NAME, LEAF, max_size=3), st.booleans())
TOOLS = st.dictionaries(NAME, OBJECT, min_size=1, max_size=3)
CHOICE = st.sampled_from(["auto", "any", "tool"])
INFERENCE = st.fixed_dictionaries(
    {},
    optional={
        "maxTokens": st.integers(1, 4096),
        "stopSequences": st.lists(st.text(min_size=1, max_size=3), max_size=3),
        "temperature": st.floats(0, 1),
    },
)


def tool_config(tools: dict[str, JsonObject], choice: str) -> JsonObject:
    specs: list[Json] = [{"toolSpec": {"name": name, "inputSchema": {"json": each}}} for name, each in tools.items()]
    chosen: JsonObject = {"tool": {"name": next(iter(tools))}} if choice == "tool" else {choice: {}}
    return {"tools": specs, "toolChoice": chosen}


def turns(texts: list[str]) -> list[Any]:
    roles = ["user", "assistant"] * len(texts)
    return [{"role": role, "content": [{"text": text}]} for role, text in zip(roles, texts, strict=False)]


def answered(operation: str, **request: Any) -> Any:
    """What came back: the answer, or the code of a refusal, which is never the service's own fault."""
    try:
        return call(operation, **request)
    except CommonServiceException as refusal:
        if refusal.status_code >= 500:
            raise
        return refusal.code


def timeless(response: Any) -> Any:
    return (
        {name: value for name, value in response.items() if name != "metrics"} if isinstance(response, dict) else None
    )


@settings(deadline=None)
@given(
    st.sampled_from([*CHAT, CLAUDE]),
    st.lists(TEXT, min_size=1, max_size=4),
    INFERENCE,
    st.none() | st.builds(tool_config, TOOLS, CHOICE),
    st.booleans(),
)
def test_converse(model: str, texts: list[str], inference: JsonObject, tools: JsonObject | None, seen: bool) -> None:
    messages = turns(texts)
    if seen:
        messages[0]["content"].append({"image": {"format": "png", "source": {"bytes": picture("red", (9, 9))}}})
    request = {"modelId": model, "messages": messages, "inferenceConfig": inference} | (
        {"toolConfig": tools} if tools else {}
    )

    first, again = (answered("Converse", **request) for _ in range(2))
    assert timeless(first) == timeless(again)
    events = answered("ConverseStream", **request)
    if isinstance(first, dict):
        blocks = first["output"]["message"]["content"]
        said = "".join(
            event["contentBlockDelta"]["delta"].get("text", "") for event in events if "contentBlockDelta" in event
        )
        assert said == "".join(block.get("text", "") for block in blocks)
        assert bool([block for block in blocks if "toolUse" in block]) == (first["stopReason"] == "tool_use")


@settings(deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), st.integers(1, 4096), TOOLS, CHOICE)
def test_claude(texts: list[str], limit: int, tools: dict[str, JsonObject], choice: str) -> None:
    body = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": limit,
        "messages": [{**turn, "content": [{"type": "text", **turn["content"][0]}]} for turn in turns(texts)],
        "tools": [{"name": name, "input_schema": each} for name, each in tools.items()],
        "tool_choice": {"type": choice} | ({"name": next(iter(tools))} if choice == "tool" else {}),
    }

    whole = answered("InvokeModel", modelId=CLAUDE, body=stream(body))
    parts = answered("InvokeModelWithResponseStream", modelId=CLAUDE, body=stream(body))

    if isinstance(whole, dict):
        message = json.loads(whole["body"])
        last = [json.loads(part["chunk"]["bytes"]) for part in parts][-2]
        assert last["delta"]["stop_reason"] == message["stop_reason"]
        assert last["usage"]["output_tokens"] == message["usage"]["output_tokens"]


@settings(deadline=None)
@given(st.binary(max_size=200) | st.dictionaries(NAME, TEXT).map(json.dumps).map(str.encode))
def test_any_body(body: bytes) -> None:
    for model in [*CHAT, CLAUDE, "amazon.titan-embed-text-v2:0", "amazon.nova-canvas-v1:0"]:
        answered("InvokeModel", modelId=model, body=io.BytesIO(body))
