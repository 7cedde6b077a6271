"""What a model says when it is told to misbehave."""

from typing import Any

import pytest

from fakes.bedrock.answer import Answer, StopReason, Usage
from fakes.bedrock.catalogue import FamilyName, Model
from fakes.bedrock.conversation import Conversation, Role, Turn
from fakes.bedrock.misbehaviour import spoil
from fakes.behaviour import Behaviour
from fakes.behaviours.board import Board
from fakes.common.owner import Owner

CALLER = Owner("111111111111", "us-east-1")
MODEL = Model("test.small", FamilyName.NOVA, context_tokens=100, max_output_tokens=100)
ANSWER = Answer('{"county": "Travis"}', StopReason.END_TURN, Usage(7, 6))


def said(effect: dict[str, Any], **match: Any) -> Answer:
    """What becomes of the answer about a deed."""
    board = Board()
    board.set(CALLER.account, Behaviour.model_validate({"effect": effect, "match": {"point": "work", **match}}))
    return spoil(ANSWER, CALLER, MODEL, Conversation((Turn(Role.USER, "Read this deed"),)), board)


def test_a_garbled_answer_is_no_json_and_has_ended_as_always() -> None:
    answer = said({"kind": "corrupt", "share": 1.0})

    assert set(answer.text) == {"\N{REPLACEMENT CHARACTER}"}
    assert (answer.stop_reason, answer.usage) == (StopReason.END_TURN, ANSWER.usage)


def test_an_answer_that_is_cut_off_has_used_up_its_tokens() -> None:
    answer = said({"kind": "truncate", "keep": 0.5})

    assert ANSWER.text.startswith(answer.text)
    assert 0 < len(answer.text) < len(ANSWER.text)
    assert answer.stop_reason is StopReason.MAX_TOKENS
    assert answer.usage.output_tokens < ANSWER.usage.output_tokens


@pytest.mark.parametrize(
    ("code", "reason"),
    [("content_filtered", StopReason.CONTENT_FILTERED), ("Refused", StopReason.END_TURN)],
)
def test_a_refusal_is_an_answer(code: str, reason: StopReason) -> None:
    answer = said({"kind": "error", "code": code, "message": "I can't help with that."})

    assert (answer.text, answer.stop_reason) == ("I can't help with that.", reason)


@pytest.mark.parametrize("match", [{"resource": "amazon.*"}, {"prompt": "invoice"}, {"service": "textract"}])
def test_other_models_and_prompts_are_answered_as_always(match: dict[str, str]) -> None:
    assert said({"kind": "corrupt"}, **match) == ANSWER


@pytest.mark.parametrize("match", [{"resource": "test.*"}, {"prompt": r"\bdeed\b"}, {"operation": "Generate"}])
def test_model_and_prompt_choose(match: dict[str, str]) -> None:
    assert said({"kind": "corrupt"}, **match) != ANSWER
