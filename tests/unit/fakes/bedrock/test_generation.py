import re
from dataclasses import dataclass, replace

import pytest

from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import FamilyName, Model
from fakes.bedrock.conversation import Conversation, Inference, Role, Turn
from fakes.bedrock.errors import DefinitionError, InvalidRequestError
from fakes.bedrock.generation import NoResponderError, generate
from fakes.bedrock.guardrails import Guardrail
from fakes.bedrock.tools import Tool, Toolbox

SMALL = Model("test.small", FamilyName.NOVA, context_tokens=8, max_output_tokens=6)


@dataclass
class Says:
    text: str | None
    calls: tuple[ToolCall, ...] = ()
    stop_reason: StopReason | None = None

    def answer(self, conversation: Conversation, model: Model) -> Reply | None:
        return None if self.text is None else Reply(self.text, self.calls, self.stop_reason)


def ask(text: str | None, inference: Inference | None = None, prompt: str = "Go on", prefill: str = "") -> Answer:
    turns = [Turn(Role.USER, prompt)] + ([Turn(Role.ASSISTANT, prefill)] if prefill else [])
    return generate(Conversation(tuple(turns), inference=inference or Inference()), SMALL, [Says(None), Says(text)])


def test_the_first_responder_that_knows_gives_the_answer() -> None:
    answer = ask("one two")

    assert (answer.text, answer.stop_reason) == ("one two", StopReason.END_TURN)
    assert (answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.total_tokens) == (2, 2, 4)


def test_a_chain_in_which_nobody_knows_is_an_error_and_no_empty_answer() -> None:
    with pytest.raises(NoResponderError):
        ask(None)


def test_an_answer_is_cut_at_max_tokens() -> None:
    answer = ask("one two three four", Inference(max_tokens=2))

    assert (answer.text, answer.stop_reason, answer.usage.output_tokens) == ("one two", StopReason.MAX_TOKENS, 2)


def test_an_answer_is_cut_at_the_models_own_limit() -> None:
    assert ask("a b c d e f g").text == "a b c d e f"


def test_an_answer_of_exactly_the_limit_has_ended_by_itself() -> None:
    assert ask("one two", Inference(max_tokens=2)).stop_reason is StopReason.END_TURN


def test_an_answer_ends_before_the_first_stop_sequence() -> None:
    answer = ask("one. two; three", Inference(stop_sequences=(";", ".")))

    assert (answer.text, answer.stop_reason) == ("one", StopReason.STOP_SEQUENCE)


def test_the_token_limit_wins_over_a_stop_sequence_behind_it() -> None:
    assert ask("one two three;", Inference(2, (";",))).stop_reason is StopReason.MAX_TOKENS


def test_an_answer_goes_on_where_the_caller_began_it() -> None:
    assert ask('{"a": 1}', prefill='{"a"').text == ": 1}"


def test_more_tokens_than_the_model_writes_are_refused() -> None:
    with pytest.raises(InvalidRequestError, match="exceeds the model limit of 6"):
        ask("one", Inference(max_tokens=7))


def test_a_prompt_longer_than_the_context_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="Input Tokens Exceeded"):
        ask("one", prompt="a b c d e f g h i")


CALL = ToolCall("weather", {"city": "Oslo"})
TOOLS = Toolbox((Tool("weather", "", {"type": "object"}),))


def converse(says: Says, inference: Inference, guardrail: Guardrail | None = None) -> Answer:
    asked = Conversation((Turn(Role.USER, "Go on"),), inference=inference, toolbox=TOOLS)
    return generate(asked, replace(SMALL, context_tokens=99), [says], guardrail)


def test_a_tool_use_ends_the_answer_and_has_an_id_of_its_own() -> None:
    big = replace(SMALL, context_tokens=99, max_output_tokens=99)
    asked = Conversation((Turn(Role.USER, "Go on"),), toolbox=TOOLS)

    answer, again = (generate(asked, big, [Says("", (CALL, CALL))]) for _ in range(2))

    assert answer.stop_reason is StopReason.TOOL_USE
    assert [use.input for use in answer.tool_uses] == [CALL.input, CALL.input]
    assert answer.tool_uses[0].id != answer.tool_uses[1].id
    assert answer == again


def test_a_tool_use_that_is_cut_off_is_none() -> None:
    answer = converse(Says("", (CALL,)), Inference(max_tokens=2))

    assert (answer.stop_reason, answer.tool_uses, answer.usage.output_tokens) == (StopReason.MAX_TOKENS, (), 2)


def test_a_reply_that_uses_a_tool_that_is_not_offered_is_an_error() -> None:
    with pytest.raises(DefinitionError, match="weather"):
        generate(Conversation((Turn(Role.USER, "Go on"),)), SMALL, [Says("", (CALL,))])


def test_a_reply_that_is_final_is_not_cut() -> None:
    answer = converse(Says("one two three", stop_reason=StopReason.CONTENT_FILTERED), Inference(max_tokens=1))

    assert (answer.text, answer.stop_reason) == ("one two three", StopReason.CONTENT_FILTERED)


def test_a_guardrail_answers_for_the_model_when_the_input_is_blocked() -> None:
    answer = converse(
        Says("fine"), Inference(), Guardrail(id="g", blocked_input=(re.compile("(?i)go"),), input_message="No.")
    )

    assert (answer.text, answer.stop_reason) == ("No.", StopReason.GUARDRAIL_INTERVENED)
    assert answer.usage == Usage(0, 0)


def test_a_guardrail_replaces_an_answer_that_is_blocked() -> None:
    rail = Guardrail(id="g", blocked_output=(re.compile("secret"),), output_message="Can't say.")

    assert converse(Says("a secret"), Inference(), rail).text == "Can't say."
    assert converse(Says("a story"), Inference(), rail).text == "a story"


def test_claude_is_refused_in_its_own_words() -> None:
    claude = Model("anthropic.claude-3-haiku-20240307-v1:0", FamilyName.CLAUDE, 8, 6)
    asked = Conversation((Turn(Role.USER, "a b c d e f g h i"),))

    with pytest.raises(InvalidRequestError, match="prompt is too long: 9 tokens > 8 maximum"):
        generate(asked, claude, [Says("one")])
    with pytest.raises(InvalidRequestError, match=r"max_tokens: 7 > 6, .* output tokens for claude-3-haiku-20240307$"):
        generate(replace(asked, inference=Inference(7)), claude, [Says("one")])
