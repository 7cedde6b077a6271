"""The responder that uses tools: it fills a tool's input from the text in the prompt, and from nothing else."""

from collections.abc import Iterator

from fakes.bedrock.answer import Reply, ToolCall
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.responders.arguments import argue
from fakes.bedrock.responders.extractive import extract, material
from fakes.bedrock.responders.extractive.schema import Schema, properties, required
from fakes.bedrock.responders.extractive.words import words
from fakes.bedrock.tools import Tool


class ToolUser:
    """Answers conversations that offer tools, one tool at a time.

    A tool that is left to choice is used when the prompt shares a word with its name, its description or its
    parameters, and states all that it requires. It is used once per prompt.
    """

    def answer(self, conversation: Conversation, model: Model) -> Reply | None:
        """Use the first tool that fits; None when none does, or when all that fit have been used."""
        toolbox = conversation.toolbox
        calls = (_call(tool, conversation) for tool in toolbox.usable)
        if toolbox.demanded:
            best = max(calls, key=lambda call: _stated(call.input), default=None)
            return Reply(calls=(best,)) if best else None
        used = {use.name for turn in conversation.since_prompt for use in turn.tool_uses}
        fitting = (_call(tool, conversation) for tool in toolbox.usable if tool.name not in used)
        chosen = next((call for call in fitting if _fits(call, conversation)), None)
        return Reply(calls=(chosen,)) if chosen else None


def _call(tool: Tool, conversation: Conversation) -> ToolCall:
    """Fill a tool's input: what is labelled in the text, then what can be told from the wording of the prompt."""
    schema = Schema(tool.schema)
    found = extract(schema, material(conversation))
    filled: JsonObject = found if isinstance(found, dict) else {}
    shape = schema.shape(tool.schema)
    needed = required(shape)
    for name, node in properties(shape).items():
        if name in needed and _is_empty(filled.get(name)):
            value = argue(name, schema.shape(node), conversation.prompt)
            if value is not None and schema.accepts(node, value):
                filled[name] = value
    kept = {name: value for name, value in filled.items() if name in needed or not _is_empty(value)}
    return ToolCall(tool.name, kept)


def _fits(call: ToolCall, conversation: Conversation) -> bool:
    tool = next(tool for tool in conversation.toolbox.tools if tool.name == call.name)
    shape = Schema(tool.schema).shape(tool.schema)
    stated = not any(_is_empty(call.input.get(name)) for name in required(shape))
    return stated and not set(_vocabulary(tool, shape)).isdisjoint(words(conversation.prompt))


def _vocabulary(tool: Tool, shape: JsonObject) -> Iterator[str]:
    for text in (tool.name, tool.description, *properties(shape)):
        yield from (word for word in words(text) if len(word) > 3 and not word.isdigit())


def _stated(filled: JsonObject) -> int:
    return sum(not _is_empty(value) for value in filled.values())


def _is_empty(value: Json) -> bool:
    return value in (None, "", [], {})
