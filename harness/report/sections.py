"""The sections that extraction V2 found."""

import json

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from harness.errors import SubmitError
from harness.submit.fields import text_of


class SectionField(BaseModel):
    """A label and its value."""

    model_config = ConfigDict(frozen=True)

    name: str
    value: JsonValue = None
    type: str = "text"

    @property
    def text(self) -> str:
        """The value for people; empty when there is none."""
        return text_of(self.value)


class SectionTable(BaseModel):
    """A table as text, row by row."""

    model_config = ConfigDict(frozen=True)

    title: str | None = None
    headers: list[str] = []
    rows: list[list[str]] = []


class Section(BaseModel):
    """A part of the document with what was found in it."""

    model_config = ConfigDict(frozen=True)

    title: str
    fields: list[SectionField] = []
    tables: list[SectionTable] = []


class V2Output(BaseModel):
    """The part of the pipeline's V2 output that the page shows."""

    model_config = ConfigDict(frozen=True)

    sections: list[Section]


def read_sections(content: bytes) -> list[Section]:
    """Read the V2 output file.

    Raises:
        SubmitError: it isn't what the pipeline promises.
    """
    try:
        return V2Output.model_validate(json.loads(content)).sections
    except (ValueError, ValidationError) as error:
        raise SubmitError("The V2 output isn't of the promised form.", details=str(error).splitlines()) from error
