from pathlib import Path

import pytest

from fakes.bedrock.answer import Reply, StopReason, ToolCall
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Conversation, Role, Turn
from fakes.bedrock.errors import DefinitionError
from fakes.bedrock.responders.rules import RuleResponder
from fakes.bedrock.tools import ToolResult, ToolUse

NOVA, HAIKU = MODELS["amazon.nova-pro-v1:0"], MODELS["anthropic.claude-3-haiku-20240307-v1:0"]
RULES = r"""
- label: campaign
  model: amazon.nova-*
  prompt: (?i)campaign for (?P<product>\w+)
  answer: '{"title": {{ match.product | tojson }}, "by": "{{ model }}"}'
- label: moderation
  system: moderate
  answer: "{{ document | length }} letters, {{ groups | length }} groups"
  stop_reason: content_filtered
- label: tool
  prompt: weather in (\w+)
  calls: [{name: weather, input: '{"city": "{{ groups[0] }}"}'}]
- label: after
  prompt: weather
  after_tools: true
  answer: "It is {{ results[0] }}."
"""


@pytest.fixture
def rules(tmp_path: Path) -> RuleResponder:
    (tmp_path / "rules.yaml").write_text(RULES)
    return RuleResponder(tmp_path)


def asked(prompt: str, system: str = "") -> Conversation:
    return Conversation((Turn(Role.USER, prompt),), system)


def test_a_prompt_that_matches_is_answered_from_the_template(rules: RuleResponder) -> None:
    assert rules.answer(asked("A campaign for shoes, please"), NOVA) == Reply(
        '{"title": "shoes", "by": "amazon.nova-pro-v1:0"}'
    )


def test_a_rule_is_for_its_models_only(rules: RuleResponder) -> None:
    assert rules.answer(asked("A campaign for shoes, please"), HAIKU) is None


def test_a_rule_can_look_at_the_system_text_and_end_the_answer(rules: RuleResponder) -> None:
    conversation = asked("<document>\nabc\n</document>", system="You moderate.")

    assert rules.answer(conversation, HAIKU) == Reply("3 letters, 0 groups", (), StopReason.CONTENT_FILTERED)


def test_a_rule_can_use_a_tool_and_another_its_result(rules: RuleResponder) -> None:
    first = asked("How is the weather in Oslo?")
    use, result = ToolUse("1", "weather", {"city": "Oslo"}), ToolResult("1", "clear")
    second = Conversation((*first.turns, Turn(Role.ASSISTANT, "", (use,)), Turn(Role.USER, "", tool_results=(result,))))

    assert rules.answer(first, HAIKU) == Reply(calls=(ToolCall("weather", {"city": "Oslo"}),))
    assert rules.answer(second, HAIKU) == Reply("It is clear.")


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("answer: '{{ nobody }}'", "'nobody' is undefined"),
        ("answer: '{{ 1 / 0 }}'", "division by zero"),
        ("answer: '{{ \"\".__class__.__mro__ }}'", "unsafe"),
        ("calls: [{name: a, input: 'no json'}]", "Invalid JSON"),
        ("calls: [{name: a, input: '[1]'}]", "input_type=list"),
        ("answer: '{{'", "no template"),
        ("prompt: (", "pattern"),
        ("reply: x", "Extra inputs are not permitted"),
    ],
)
def test_a_wrong_rule_says_what_is_wrong(tmp_path: Path, rule: str, problem: str) -> None:
    (tmp_path / "wrong.yaml").write_text(f"- {rule}\n")

    with pytest.raises(DefinitionError) as wrong:
        RuleResponder(tmp_path).answer(asked("x"), NOVA)

    assert problem in str(wrong.value)
