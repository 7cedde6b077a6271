"""The fields that the pipeline extracted, with confidence and provenance."""

import json
import re

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic.alias_generators import to_camel

from harness.errors import SubmitError

SURE, DOUBTFUL = 90.0, 70.0
"""Confidence from which a value needs no second look, and below which it needs one."""


class Field(BaseModel):
    """One extracted field.

    Attributes:
        value: what the document says; None or empty when it doesn't say.
        confidence: 0 to 100, or None when there is no value or no place for it in the document.
        pages: pages, from 1, on which it was found.
        block_ids: Textract's blocks of it.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)

    value: JsonValue = None
    confidence: float | None = None
    pages: list[int] = []
    block_ids: list[str] = []

    @property
    def text(self) -> str:
        """The value for people; empty when there is none."""
        return text_of(self.value)

    @property
    def level(self) -> str:
        """How far the value can be trusted: `sure`, `fair` or `doubtful`; empty without a confidence."""
        if self.confidence is None:
            return ""
        return "sure" if self.confidence >= SURE else "fair" if self.confidence >= DOUBTFUL else "doubtful"


class V1Output(BaseModel):
    """The part of the pipeline's V1 output that a client shows."""

    model_config = ConfigDict(frozen=True)

    model: str
    fields: dict[str, Field]


def read_v1(content: bytes) -> V1Output:
    """Read the V1 output file.

    Raises:
        SubmitError: it isn't what the pipeline promises.
    """
    try:
        return V1Output.model_validate(json.loads(content))
    except (ValueError, ValidationError) as error:
        raise SubmitError("The V1 output isn't of the promised form.", details=str(error).splitlines()) from error


def label_of(name: str) -> str:
    """`salePrice` as people write it: `Sale price`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return spaced[:1].upper() + spaced[1:]


def text_of(value: JsonValue) -> str:
    """A JSON value for people: lists and parts are joined, money gets its currency, nothing is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case {"amount": int() | float() as amount, "currency": str() as currency}:
            return f"{currency} {amount:,.2f}"
        case dict():
            return ", ".join(filter(None, map(text_of, value.values())))
        case list():
            return "; ".join(filter(None, map(text_of, value)))
        case _:
            return str(value)
