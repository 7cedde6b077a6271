from dataclasses import dataclass

import pytest

from fakes.bedrock.catalogue import FamilyName, Model
from fakes.bedrock.conversation import Answer, Conversation, Inference, Role, StopReason, Turn
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.generation import NoResponderError, generate

SMALL = Model("test.small", FamilyName.NOVA, context_tokens=8, max_output_tokens=6)


@dataclass
class Says:
    text: str | None

    def answer(self, conversation: Conversation) -> str | None:
        return self.text


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
