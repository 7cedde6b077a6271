"""Pictures and documents in requests: what they are, and where their content is."""

import base64
import binascii
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from fakes.bedrock.media import describe_image, read_document


def _decode(data: object) -> object:
    """Converse hands bytes over; a native body writes them in base64."""
    if not isinstance(data, str):
        return data
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        raise ValueError("string is not valid base64") from None


Bytes = Annotated[bytes, BeforeValidator(_decode)]


class Source(BaseModel):
    """Where a picture's or document's content is; bytes and texts are read, other places are not emulated."""

    model_config = ConfigDict(strict=True, extra="allow")
    data: Bytes | None = Field(default=None, validation_alias="bytes")
    text: str | None = None

    def content(self) -> bytes:
        """The bytes.

        Raises:
            NotImplementedError: they are elsewhere, such as in S3.
        """
        if self.text is not None:
            return self.text.encode()
        if self.data is None:
            raise NotImplementedError(f"A source by {', '.join(self.model_extra or {})} is not emulated: only bytes.")
        return self.data


class ImageBlock(BaseModel):
    """A picture."""

    model_config = ConfigDict(strict=True)
    format: Literal["png", "jpeg", "gif", "webp"]
    source: Source

    def words(self) -> str:
        """What is certain of the picture."""
        return describe_image(self.source.content())


class DocumentBlock(BaseModel):
    """A document; AWS counts it as text of the message."""

    model_config = ConfigDict(strict=True, extra="allow")
    name: str = Field(min_length=1)
    source: Source
    format: str = "txt"

    def words(self) -> str:
        """The document's text."""
        return read_document(self.format, self.source.content())
