"""Asking a model for JSON: one call, and one repair when the answer can't be used."""

import json
from dataclasses import dataclass
from typing import Any, Final

import fastjsonschema

from textract_processor.domain.ports import Answer, Model
from textract_processor.domain.resources import prompt, schema, validator
from textract_processor.domain.validation import DocumentRejectedError

QUOTED_ANSWER_CHARACTERS: Final = 2_000
CUT_OFF: Final = "max_tokens"


@dataclass(frozen=True)
class Extraction:
    """The model's validated JSON, and every answer that it took (one, or two with a repair)."""

    data: dict[str, Any]
    answers: tuple[Answer, ...]


class UnusableAnswerError(Exception):
    """The answer is not JSON, or not what the schema asks for; the text says what is wrong."""


def extract(model: Model, prompt_name: str, schema_name: str, document: str, payer: str) -> Extraction:
    """Let `model` fill a schema from a document's text.

    Args:
        model: asked once, and once more to repair its answer.
        prompt_name: the template of the question, with `{schema}` and `{document}`.
        schema_name: the JSON Schema of the answer.
        document: the text of the document.
        payer: the processing run that pays for the answers.

    Raises:
        DocumentRejectedError: `ModelAnswerUnusable` or `ModelAnswerTruncated`: the repair can't be used either.
        RetryableError: the model is busy.
    """
    question = prompt(prompt_name).format(schema=json.dumps(schema(schema_name)), document=document)
    first = model.answer(question, payer)
    try:
        return Extraction(_read(first, schema_name), (first,))
    except UnusableAnswerError as fault:
        second = model.answer(_repair(question, first, fault), payer)
    try:
        return Extraction(_read(second, schema_name), (first, second))
    except UnusableAnswerError as fault:
        code = "ModelAnswerTruncated" if second.stop_reason == CUT_OFF else "ModelAnswerUnusable"
        raise DocumentRejectedError(
            code, f"{model.model_id} gave no usable answer for {prompt_name}: {fault}"
        ) from fault


def _repair(question: str, answer: Answer, fault: UnusableAnswerError) -> str:
    return prompt("repair").format(prompt=question, fault=fault, answer=answer.text[:QUOTED_ANSWER_CHARACTERS])


def _read(answer: Answer, schema_name: str) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(_json_part(answer.text), parse_constant=_refuse_constant)
        validator(schema_name)(data)
    except fastjsonschema.JsonSchemaValueException as error:
        raise UnusableAnswerError(error.message) from error
    except ValueError as error:
        cut = ", cut off at the token limit" if answer.stop_reason == CUT_OFF else ""
        raise UnusableAnswerError(f"it is not JSON{cut}: {error}") from error
    return data


def _json_part(text: str) -> str:
    """What lies between the outermost braces: models like to add a fence or a sentence."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
