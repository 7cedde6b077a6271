"""What the provider and its reader processes say to one another, as JSON."""

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from fakes.textract.features import Feature
from fakes.textract.queries import Query


class ReadRequest(BaseModel):
    """Read this document.

    Attributes:
        document: a local copy.
        content: SHA-256 of the document, in hex.
        features: what to look for besides lines and words.
        queries: what to answer.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["read"] = "read"
    document: Path
    content: str
    features: frozenset[Feature] = frozenset()
    queries: tuple[Query, ...] = ()

    @property
    def name(self) -> str:
        """A name for what is asked of the document; the same questions have the same name."""
        features = "-".join(sorted(feature.value for feature in self.features)) or "TEXT"
        if not self.queries:
            return features
        questions = TypeAdapter(tuple[Query, ...]).dump_json(self.queries)
        return f"{features}-{hashlib.sha256(questions).hexdigest()[:16]}"


class WarmUp(BaseModel):
    """Get ready to read scans; nothing is answered."""

    kind: Literal["warm-up"] = "warm-up"


class PageRead(BaseModel):
    """A sign of life: a page is done."""

    kind: Literal["page"] = "page"


class Reading(BaseModel):
    """The document was read.

    Attributes:
        pages: how many.
        lost: the numbers of those that could not be read.
        blocks: a file with one block as JSON per line.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["reading"] = "reading"
    pages: int
    lost: tuple[int, ...] = ()
    blocks: Path


class Unreadable(BaseModel):
    """The document can't be read, for this reason."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["unreadable"] = "unreadable"
    reason: str


Answer = Reading | Unreadable
REQUEST: TypeAdapter[ReadRequest | WarmUp] = TypeAdapter(ReadRequest | WarmUp)
REPLY: TypeAdapter[PageRead | Reading | Unreadable] = TypeAdapter(PageRead | Reading | Unreadable)
