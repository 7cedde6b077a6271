"""Content blocks of Claude's messages."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.families.attachments import Bytes
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.media import describe_image, read_document
from fakes.bedrock.tools import ToolResult, ToolUse

_FORMATS = {"application/pdf": "pdf", "text/plain": "txt"}


def as_blocks(content: object) -> object:
    """Write a text alone, which is short for one block of text, as that block; the empty text is none."""
    if not isinstance(content, str):
        return content
    return [{"type": "text", "text": content}] if content else []


class _Part(BaseModel):
    """A block; `cache_control` changes what a call costs, never what it answers."""

    model_config = ConfigDict(strict=True, extra="forbid")
    cache_control: JsonObject | None = None


class TextBlock(_Part):
    """Text."""

    type: Literal["text"]
    text: str = Field(min_length=1)

    def words(self) -> str:
        """The text."""
        return self.text


class ImageSource(BaseModel):
    """A picture's bytes."""

    model_config = ConfigDict(strict=True, extra="forbid")
    type: Literal["base64"]
    media_type: Literal["image/jpeg", "image/png", "image/gif", "image/webp"]
    data: Bytes


class ImageBlock(_Part):
    """A picture."""

    type: Literal["image"]
    source: ImageSource

    def words(self) -> str:
        """What is certain of the picture."""
        return describe_image(self.source.data)


ResultPart = Annotated[TextBlock | ImageBlock, Field(discriminator="type")]


class EncodedDocument(BaseModel):
    """A PDF."""

    model_config = ConfigDict(strict=True, extra="forbid")
    type: Literal["base64"]
    media_type: Literal["application/pdf"]
    data: Bytes


class PlainDocument(BaseModel):
    """A text."""

    model_config = ConfigDict(strict=True, extra="forbid")
    type: Literal["text"]
    media_type: Literal["text/plain"]
    data: str


class DocumentBlock(_Part):
    """A document."""

    model_config = ConfigDict(strict=True, extra="ignore")
    type: Literal["document"]
    source: Annotated[EncodedDocument | PlainDocument, Field(discriminator="type")]

    def words(self) -> str:
        """The document's text, tagged."""
        data = self.source.data
        content = data.encode() if isinstance(data, str) else data
        return f"<document>\n{read_document(_FORMATS[self.source.media_type], content)}\n</document>"


class ToolUseBlock(_Part):
    """A tool that the assistant wanted used."""

    type: Literal["tool_use"]
    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    input: JsonObject

    def words(self) -> None:
        """No words: it is a wish."""


class ToolResultBlock(_Part):
    """What a tool said."""

    type: Literal["tool_result"]
    tool_use_id: str = Field(min_length=1)
    content: Annotated[list[ResultPart], BeforeValidator(as_blocks)] = []
    is_error: bool = False

    def words(self) -> None:
        """No words of the user: they are a tool's."""

    def result(self) -> ToolResult:
        """The result in words."""
        return ToolResult(self.tool_use_id, "\n".join(part.words() for part in self.content), self.is_error)


Block = Annotated[TextBlock | ImageBlock | DocumentBlock | ToolUseBlock | ToolResultBlock, Field(discriminator="type")]


class ClaudeMessage(BaseModel):
    """One turn."""

    model_config = ConfigDict(strict=True, extra="forbid")
    role: Literal["user", "assistant"]
    content: Annotated[list[Block], Field(min_length=1), BeforeValidator(as_blocks)]

    def turn(self) -> Turn:
        """The turn in words."""
        text = "\n".join(words for block in self.content if (words := block.words()) is not None)
        uses = tuple(ToolUse(b.id, b.name, b.input) for b in self.content if isinstance(b, ToolUseBlock))
        results = tuple(block.result() for block in self.content if isinstance(block, ToolResultBlock))
        return Turn(Role(self.role), text, uses, results)
