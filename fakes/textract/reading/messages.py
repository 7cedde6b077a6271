"""What the provider and its reader processes say to one another, as JSON."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from fakes.textract.features import Feature


class ReadRequest(BaseModel):
    """Read this document.

    Attributes:
        document: a local copy.
        content: SHA-256 of the document, in hex.
        features: what to look for besides lines and words.
    """

    model_config = ConfigDict(frozen=True)

    document: Path
    content: str
    features: frozenset[Feature]


class PageRead(BaseModel):
    """A sign of life: a page is done."""

    kind: Literal["page"] = "page"


class Reading(BaseModel):
    """The document was read. `blocks` is a file with one block as JSON per line."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["reading"] = "reading"
    pages: int
    blocks: Path


class Unreadable(BaseModel):
    """The document can't be read, for this reason."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["unreadable"] = "unreadable"
    reason: str


Answer = Reading | Unreadable
REPLY: TypeAdapter[PageRead | Reading | Unreadable] = TypeAdapter(PageRead | Reading | Unreadable)
