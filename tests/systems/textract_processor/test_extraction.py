"""Asking a model for JSON."""

import json
from typing import Any

import fastjsonschema
import pytest

from tests.systems.textract_processor.world import ERRAND, TOKENS, V1_ANSWER, V2_ANSWER, Fuse, ScriptedModel
from textract_processor.domain.extraction import V1, extract
from textract_processor.domain.resources import schema, validator
from textract_processor.domain.validation import DocumentRejectedError

GOOD = json.dumps(V1_ANSWER)


def ask(*answers: str, stop_reasons: tuple[str, ...] = ("end_turn",)) -> tuple[dict[str, Any], ScriptedModel]:
    model = ScriptedModel(Fuse(), v1=list(answers), stop_reasons=list(stop_reasons))
    return extract(model, V1, "JANE DOE {braces}", TOKENS, ERRAND), model


def rejection(*answers: str, stop_reasons: tuple[str, ...] = ("end_turn",)) -> DocumentRejectedError:
    with pytest.raises(DocumentRejectedError) as caught:
        ask(*answers, stop_reasons=stop_reasons)
    return caught.value


def test_the_prompt_carries_schema_and_document_in_their_tags() -> None:
    _, model = ask(GOOD)
    (prompt,) = model.prompts
    assert json.loads(prompt.split("<schema>")[1].split("</schema>")[0]) == schema("v1_answer")
    assert prompt.split("<document>")[1].split("</document>")[0].strip() == "JANE DOE {braces}"


@pytest.mark.parametrize("answer", [GOOD, f"```json\n{GOOD}\n```", f"Here it is: {GOOD} I hope it helps."])
def test_the_json_of_an_answer_is_read(answer: str) -> None:
    extraction, model = ask(answer)
    assert extraction == V1_ANSWER
    assert len(model.questions) == 1


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("I can't help with that.", "declined"),
        (GOOD[:40], "not JSON"),
        ('{"documentType": "poem"}', "must"),
        (json.dumps({**V1_ANSWER, "recordingDate": "yesterday"}), "recordingDate"),
        (json.dumps({**V1_ANSWER, "salePrice": {"amount": "lots", "currency": "USD"}}), "amount"),
        (GOOD.replace("425000", "NaN"), "NaN"),
    ],
)
def test_an_unusable_answer_is_repaired_once_and_the_fault_is_told(answer: str, fault: str) -> None:
    extraction, model = ask(answer, GOOD)
    assert extraction == V1_ANSWER
    assert len(model.questions) == 2
    assert fault in model.prompts[1]
    assert "<schema>" in model.prompts[1]


def test_two_unusable_answers_reject_the_document() -> None:
    error = rejection("no", "no")
    assert error.code == "ModelAnswerUnusable"
    assert "amazon.nova-lite" in error.message


def test_an_answer_that_is_cut_off_is_asked_for_again_with_more_room() -> None:
    extraction, model = ask(GOOD[:40], GOOD, stop_reasons=("max_tokens", "end_turn"))
    assert extraction == V1_ANSWER
    assert [question.max_tokens for question in model.questions] == [TOKENS.usual, TOKENS.raised]
    assert len(set(model.prompts)) == 1


def test_an_answer_that_is_cut_off_twice_rejects_the_document() -> None:
    error = rejection(GOOD[:40], GOOD[:80], stop_reasons=("max_tokens",))
    assert error.code == "ModelAnswerTruncated"
    assert "cut off after 100 tokens" in error.message


def test_the_longer_answer_may_be_repaired() -> None:
    extraction, model = ask(GOOD[:40], "no", GOOD, stop_reasons=("max_tokens", "end_turn"))
    assert extraction == V1_ANSWER
    assert [question.max_tokens for question in model.questions] == [TOKENS.usual, TOKENS.raised, TOKENS.raised]


def test_a_repair_that_is_cut_off_says_so() -> None:
    assert rejection("no", GOOD[:40], stop_reasons=("end_turn", "max_tokens")).code == "ModelAnswerTruncated"


@pytest.mark.parametrize("stop_reason", ["content_filtered", "guardrail_intervened"])
def test_a_refusal_rejects_the_document_at_once(stop_reason: str) -> None:
    model = ScriptedModel(Fuse(), v1=["Blocked by policy."], stop_reasons=[stop_reason])
    with pytest.raises(DocumentRejectedError) as caught:
        extract(model, V1, "JANE DOE", TOKENS, ERRAND)
    assert caught.value.code == "ModelRefused"
    assert stop_reason in caught.value.message
    assert "'Blocked by policy.'" in caught.value.message
    assert len(model.questions) == 1


@pytest.mark.parametrize(
    "words",
    [
        "I can't help with that.",
        "I'm sorry, but this document contains personal data.",
        "I am unable to process legal documents.",
        "I won't be able to assist with this request.",
    ],
)
def test_a_model_that_declines_in_words_is_asked_once_more_and_then_quoted(words: str) -> None:
    error = rejection(words)
    assert error.code == "ModelRefused"
    assert words[:20] in error.message


def test_words_that_decline_inside_an_answer_are_no_refusal() -> None:
    answer = {**V1_ANSWER, "legalDescription": "Sorry Creek, unable to provide a survey"}
    assert ask(json.dumps(answer))[0] == answer


@pytest.mark.parametrize("name", ["v1_answer", "v2_answer", "v1_output"])
def test_every_schema_compiles(name: str) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        validator(name)([])


def test_the_second_schema_accepts_sections() -> None:
    assert validator("v2_answer")(V2_ANSWER) == V2_ANSWER
