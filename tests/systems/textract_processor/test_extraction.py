"""Asking a model for JSON."""

import json

import fastjsonschema
import pytest

from tests.systems.textract_processor.world import V1_ANSWER, V2_ANSWER, Fuse, MemoryCache, ScriptedModel
from textract_processor.domain.extraction import Extraction, extract
from textract_processor.domain.model_cache import CachedModel
from textract_processor.domain.resources import schema, validator
from textract_processor.domain.validation import DocumentRejectedError

GOOD = json.dumps(V1_ANSWER)


def ask(*answers: str, stop_reason: str = "end_turn") -> tuple[Extraction, ScriptedModel]:
    model = ScriptedModel(Fuse(), v1=list(answers), stop_reason=stop_reason)
    return extract(model, "v1_schema", "v1_answer", "JANE DOE {braces}", "proc-1"), model


def test_the_prompt_carries_schema_and_document_in_their_tags() -> None:
    _, model = ask(GOOD)
    (prompt,) = model.prompts
    assert json.loads(prompt.split("<schema>")[1].split("</schema>")[0]) == schema("v1_answer")
    assert prompt.split("<document>")[1].split("</document>")[0].strip() == "JANE DOE {braces}"


@pytest.mark.parametrize("answer", [GOOD, f"```json\n{GOOD}\n```", f"Here it is: {GOOD} I hope it helps."])
def test_the_json_of_an_answer_is_read(answer: str) -> None:
    extraction, _ = ask(answer)
    assert extraction.data == V1_ANSWER
    assert len(extraction.answers) == 1


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("I can't help with that.", "not JSON"),
        (GOOD[:40], "not JSON"),
        ('{"documentType": "poem"}', "must"),
        (json.dumps({**V1_ANSWER, "recordingDate": "yesterday"}), "recordingDate"),
        (json.dumps({**V1_ANSWER, "salePrice": {"amount": "lots", "currency": "USD"}}), "amount"),
        (GOOD.replace("425000", "NaN"), "NaN"),
    ],
)
def test_an_unusable_answer_is_repaired_once_and_the_fault_is_told(answer: str, fault: str) -> None:
    extraction, model = ask(answer, GOOD)
    assert extraction.data == V1_ANSWER
    assert len(extraction.answers) == 2
    assert fault in model.prompts[1]
    assert "<schema>" in model.prompts[1]


def test_two_unusable_answers_reject_the_document() -> None:
    with pytest.raises(DocumentRejectedError) as caught:
        ask("no", "no")
    assert caught.value.code == "ModelAnswerUnusable"
    assert "amazon.nova-lite" in caught.value.message


def test_an_answer_cut_off_at_the_limit_says_so() -> None:
    with pytest.raises(DocumentRejectedError) as caught:
        ask(GOOD[:40], stop_reason="max_tokens")
    assert caught.value.code == "ModelAnswerTruncated"


@pytest.mark.parametrize("name", ["v1_answer", "v2_answer", "v1_output"])
def test_every_schema_compiles(name: str) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        validator(name)([])


def test_the_second_schema_accepts_sections() -> None:
    assert validator("v2_answer")(V2_ANSWER) == V2_ANSWER


def test_a_run_that_asks_again_pays_once() -> None:
    model = ScriptedModel(Fuse())
    cached = CachedModel(model, MemoryCache(Fuse()))
    first, again = cached.answer("grantors?", "proc-1"), cached.answer("grantors?", "proc-1")
    assert first == again
    assert not again.cached
    assert len(model.prompts) == 1


def test_another_run_gets_the_answer_free() -> None:
    cached = CachedModel(ScriptedModel(Fuse()), MemoryCache(Fuse()))
    cached.answer("grantors?", "proc-1")
    assert cached.answer("grantors?", "proc-2").cached


def test_another_model_or_other_parameters_are_asked_anew() -> None:
    cache = MemoryCache(Fuse())
    for model_id, parameters in (("a", "1"), ("a", "2"), ("b", "1")):
        CachedModel(ScriptedModel(Fuse(), model_id=model_id, parameters=parameters), cache).answer("?", "proc-1")
    assert len(cache.entries) == 3
