"""Tools are used when the prompt gives what they need, and their input is drawn from the prompt."""

from dataclasses import replace

import pytest

from fakes.bedrock.answer import Reply, ToolCall
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Conversation, Role, Turn
from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.responders.tool_user import ToolUser
from fakes.bedrock.tools import Choice, Tool, Toolbox, ToolResult, ToolUse

NOVA = MODELS["amazon.nova-lite-v1:0"]
TEXT: JsonObject = {"type": "string"}


def tool(name: str, description: str, needed: list[str], **properties: JsonObject) -> Tool:
    required: list[Json] = [*needed]
    return Tool(name, description, {"type": "object", "properties": {**properties}, "required": required})


WEATHER = tool("get_weather", "Tells the weather of a city.", ["city"], city=TEXT, unit={"enum": ["celsius", "kelvin"]})
SEARCH = tool("search_catalogue", "Searches books.", ["query"], query=TEXT, limit={"type": "integer"})


def asked(prompt: str, *tools: Tool, choice: Choice = Choice.AUTO, forced: str | None = None) -> Conversation:
    return Conversation((Turn(Role.USER, prompt),), toolbox=Toolbox(tools, choice, forced))


def calls(conversation: Conversation) -> list[ToolCall]:
    reply = ToolUser().answer(conversation, NOVA)
    return list(reply.calls) if reply else []


def test_a_tool_that_the_prompt_speaks_of_is_used() -> None:
    prompt = "What is the weather in New York, in celsius?"

    assert calls(asked(prompt, WEATHER, SEARCH)) == [ToolCall("get_weather", {"city": "New York", "unit": "celsius"})]


def test_the_request_itself_is_a_query() -> None:
    assert calls(asked("Find books about ships", WEATHER, SEARCH)) == [
        ToolCall("search_catalogue", {"query": "Find books about ships"})
    ]


def test_labelled_values_fill_a_tools_input() -> None:
    record = tool("save_deed", "Saves a deed.", ["county", "price"], county=TEXT, price={"type": "number"})

    assert calls(asked("Save this deed.\nCounty: Cook\nPrice: $12,500", record)) == [
        ToolCall("save_deed", {"county": "Cook", "price": 12500})
    ]


@pytest.mark.parametrize(
    ("name", "shape", "prompt", "value"),
    [
        ("image_key", TEXT, "Please analyse uploads/a1/shoe.png for me", "uploads/a1/shoe.png"),
        ("image_uri", TEXT, "analyse s3://pictures/shoe.png", "s3://pictures/shoe.png"),
        ("product_name", TEXT, 'analyse "Trail Runner 3"', "Trail Runner 3"),
        ("product_name", TEXT, "analyse a campaign for running shoes in Japan", "running shoes"),
        ("regions", {"type": "array", "items": TEXT}, "analyse sales in Japan", ["Japan"]),
        ("day", {"type": "integer"}, "analyse 7 days", 7),
        ("start_date", TEXT, "analyse since March 5, 2024", "2024-03-05"),
    ],
)
def test_an_argument_is_found_in_the_wording(name: str, shape: JsonObject, prompt: str, value: Json) -> None:
    assert calls(asked(prompt, tool("analyse", "", [name], **{name: shape}))) == [ToolCall("analyse", {name: value})]


@pytest.mark.parametrize("prompt", ["Hello!", "Is the weather nice?"])
def test_a_tool_that_does_not_fit_is_left_alone(prompt: str) -> None:
    assert ToolUser().answer(asked(prompt, WEATHER), NOVA) is None


def test_a_tool_that_is_demanded_is_used_whatever_is_said() -> None:
    assert calls(asked("Hello!", WEATHER, SEARCH, forced="get_weather")) == [ToolCall("get_weather", {"city": ""})]
    assert calls(asked("Hello!", WEATHER, SEARCH, choice=Choice.ANY)) == [
        ToolCall("search_catalogue", {"query": "Hello!"})
    ]


def test_no_tool_is_used_when_none_may_be() -> None:
    assert ToolUser().answer(asked("Weather in Oslo?", WEATHER, choice=Choice.NONE), NOVA) is None


def test_each_tool_is_used_once_and_then_others_answer() -> None:
    first = asked("Find the weather in Oslo and search books", WEATHER, SEARCH)
    use = ToolUse("1", "get_weather", {"city": "Oslo"})
    second = replace(
        first,
        turns=(
            *first.turns,
            Turn(Role.ASSISTANT, "", tool_uses=(use,)),
            Turn(Role.USER, "", tool_results=(ToolResult("1", "sky: clear"),)),
        ),
    )

    assert [call.name for call in calls(first)] == ["get_weather"]
    assert [call.name for call in calls(second)] == ["search_catalogue"]
    assert ToolUser().answer(replace(second, toolbox=Toolbox((WEATHER,))), NOVA) is None


def test_the_same_conversation_gets_the_same_reply() -> None:
    conversation = asked("Weather in Oslo?", WEATHER)

    assert ToolUser().answer(conversation, NOVA) == ToolUser().answer(conversation, NOVA)
    assert isinstance(ToolUser().answer(conversation, NOVA), Reply)
