"""Answers by rules: a model and a prompt that match are answered from a template."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from fakes.bedrock.answer import Reply, StopReason, ToolCall
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.definitions import Definitions
from fakes.bedrock.errors import DefinitionError
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.prompt import find_document

# Rules come from files that may be another's: their templates reach nothing but the values they are given.
_JINJA = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_INPUT: TypeAdapter[JsonObject] = TypeAdapter(JsonObject)


def _compile(source: object) -> object:
    if not isinstance(source, str):
        return source
    try:
        return _JINJA.from_string(source)
    except TemplateError as error:
        raise ValueError(f"no template: {error}") from error


Compiled = Annotated[Template, BeforeValidator(_compile)]


class RuleCall(BaseModel):
    """A tool to use; its input is a template of a JSON object."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    name: str
    input: Compiled


class Rule(BaseModel):
    """When it matches, what is answered.

    Attributes:
        label: how messages call the rule.
        model: shell pattern of model ids.
        prompt: pattern that is searched in the user's latest text.
        system: pattern that is searched in the system text.
        after_tools: the rule is for conversations whose tools have just answered, or just for the others.
        answer: template of the text.
        calls: tools to use after it.
        stop_reason: why the answer ends; without one the limits of the request decide.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    label: str = "unnamed"
    model: str = "*"
    prompt: re.Pattern[str] = re.compile("")
    system: re.Pattern[str] = re.compile("")
    after_tools: bool = False
    answer: Compiled = _JINJA.from_string("")
    calls: tuple[RuleCall, ...] = ()
    stop_reason: StopReason | None = None

    def match(self, conversation: Conversation, model: Model) -> re.Match[str] | None:
        """Match a conversation with a model; the match is the prompt's."""
        fits = fnmatchcase(model.id, self.model) and self.system.search(conversation.system)
        if not fits or self.after_tools != bool(conversation.results()):
            return None
        return self.prompt.search(conversation.prompt)

    def reply(self, values: Mapping[str, Any]) -> Reply:
        """Render the templates.

        Raises:
            DefinitionError: a template fails, or a tool's input is no JSON object.
        """
        try:
            calls = tuple(ToolCall(call.name, _INPUT.validate_json(call.input.render(values))) for call in self.calls)
            return Reply(self.answer.render(values), calls, self.stop_reason)
        except (TemplateError, ValidationError, TypeError, ValueError, ArithmeticError) as error:
            raise DefinitionError(f"The rule {self.label} can't be rendered: {error}") from error


class RuleResponder:
    """Answers by the first rule that matches.

    Args:
        folder: YAML files, each a list of rules.
    """

    def __init__(self, folder: Path) -> None:
        self._rules = Definitions(folder, Rule)

    def answer(self, conversation: Conversation, model: Model) -> Reply | None:
        """Reply by the first rule that matches; None when none does.

        Raises:
            DefinitionError: a file of rules is wrong, or the rule can't be rendered.
        """
        for rule in self._rules.items():
            if match := rule.match(conversation, model):
                return rule.reply(_values(conversation, model, match))
        return None


def _values(conversation: Conversation, model: Model, match: re.Match[str]) -> dict[str, Any]:
    """What a template can use."""
    return {
        "model": model.id,
        "prompt": conversation.prompt,
        "system": conversation.system,
        "document": find_document(conversation.texts()) or "",
        "results": conversation.results(),
        "match": match.groupdict(default=""),
        "groups": match.groups(default=""),
    }
