"""Asking a model for JSON: one call, more room when it is cut off, and one repair when it can't be used."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

import fastjsonschema

from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.ports import Model
from textract_processor.domain.resources import prompt, schema, validator
from textract_processor.domain.tally import Tally
from textract_processor.domain.validation import DocumentRejectedError

QUOTED_ANSWER_CHARACTERS: Final = 2_000
QUOTED_REFUSAL_CHARACTERS: Final = 200
CUT_OFF: Final = "max_tokens"
REFUSALS: Final = frozenset({"content_filtered", "guardrail_intervened"})
"""Stop reasons of Bedrock's Converse API: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html"""
DECLINING: Final = re.compile(
    r"\b(?:sorry|apologi[sz]e|(?:can(?:no|')t|can not|unable to|won't|not able to) (?:\w+ ){0,3}"
    r"(?:help|assist|comply|answer|process|provide|extract|fulfil))",
    re.IGNORECASE,
)
"""How models decline in words. It only names the failure: an answer is refused for having no JSON in it."""


@dataclass(frozen=True)
class Task:
    """What is extracted: `prompts/<prompt>.txt` with `{schema}` and `{document}`, and the JSON Schema of the answer."""

    prompt: str
    schema: str


V1: Final = Task("v1_schema", "v1_answer")
V2: Final = Task("v2_dynamic", "v2_answer")


@dataclass(frozen=True)
class AnswerTokens:
    """The longest answer in tokens: at first, and when that wasn't enough."""

    usual: int
    raised: int


class UnusableAnswerError(Exception):
    """The answer is not JSON, or not what the schema asks for; the text says what is wrong."""

    code: ClassVar = "ModelAnswerUnusable"


class DeclinedError(UnusableAnswerError):
    """The answer declines in words."""

    code: ClassVar = "ModelRefused"


class RefusedError(UnusableAnswerError):
    """The model, its filter or a guardrail stopped; to ask for a repair would be to ask the same again."""

    code: ClassVar = "ModelRefused"


class CutOffError(UnusableAnswerError):
    """The answer ended at the token limit."""

    code: ClassVar = "ModelAnswerTruncated"


def extract(model: Model, task: Task, document: str, tokens: AnswerTokens, errand: Errand) -> dict[str, Any]:
    """Let `model` fill a schema from a document's text; its answer's JSON, which is valid.

    Args:
        model: asked once; again with more room if it was cut off; once more to repair what can't be used.
        task: what to ask for.
        document: the text of the document.
        tokens: how long the answers may be.
        errand: the processing run, which pays.

    Raises:
        DocumentRejectedError: `ModelRefused`, `ModelAnswerTruncated` or `ModelAnswerUnusable`.
        RetryableError: the model is busy.
    """
    interview = _Interview(Tally(model), task, errand)
    question = prompt(task.prompt).format(schema=json.dumps(schema(task.schema)), document=document)
    try:
        return _converse(interview, question, tokens)
    except UnusableAnswerError as fault:
        message = f"{model.model_id} gave no usable answer for {task.prompt}: {fault}"
        raise DocumentRejectedError(fault.code, message) from fault


@dataclass(frozen=True)
class _Interview:
    """Asks, and knows what was answered last."""

    model: Tally
    task: Task
    errand: Errand

    @property
    def last(self) -> Answer:
        return self.model.answers[-1]

    def ask(self, question: Question) -> dict[str, Any]:
        """The data of the answer. Another run's answer that can't be used is not held against this one."""
        try:
            return self._answered(question, fresh=False)
        except UnusableAnswerError:
            if not self.last.cached:
                raise
            return self._answered(question, fresh=True)

    def _answered(self, question: Question, *, fresh: bool) -> dict[str, Any]:
        return _read(self.model.answer(question, self.errand, fresh=fresh), self.task.schema)


def _converse(interview: _Interview, question: str, tokens: AnswerTokens) -> dict[str, Any]:
    try:
        return _ask_with_room(interview, question, tokens)
    except (RefusedError, CutOffError):
        raise
    except UnusableAnswerError as fault:
        repair = _repair(question, interview.last, fault)
        return interview.ask(Question(repair, tokens.raised))


def _ask_with_room(interview: _Interview, question: str, tokens: AnswerTokens) -> dict[str, Any]:
    """An answer that was cut off isn't repaired, but asked for again with more room: it would be as long again."""
    first = Question(question, tokens.usual)
    try:
        return interview.ask(first)
    except CutOffError:
        return interview.ask(replace(first, max_tokens=tokens.raised))


def _repair(question: str, answer: Answer, fault: UnusableAnswerError) -> str:
    return prompt("repair").format(prompt=question, fault=fault, answer=answer.text[:QUOTED_ANSWER_CHARACTERS])


def _read(answer: Answer, schema_name: str) -> dict[str, Any]:
    if answer.stop_reason in REFUSALS:
        raise RefusedError(f"it stopped with {answer.stop_reason}: {_quoted(answer)}")
    try:
        data: dict[str, Any] = json.loads(_json_part(answer.text), parse_constant=_refuse_constant)
        validator(schema_name)(data)
    except fastjsonschema.JsonSchemaValueException as error:
        raise UnusableAnswerError(error.message) from error
    except ValueError as error:
        raise _without_json(answer, error) from error
    return data


def _without_json(answer: Answer, error: ValueError) -> UnusableAnswerError:
    if answer.stop_reason == CUT_OFF:
        return CutOffError(f"it is cut off after {answer.output_tokens:,} tokens")
    if "{" not in answer.text and DECLINING.search(answer.text):
        return DeclinedError(f"it declined: {_quoted(answer)}")
    return UnusableAnswerError(f"it is not JSON: {error}")


def _quoted(answer: Answer) -> str:
    return repr(" ".join(answer.text.split())[:QUOTED_REFUSAL_CHARACTERS])


def _json_part(text: str) -> str:
    """What lies between the outermost braces: models like to add a fence or a sentence."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
