"""Content blocks of the message form that Nova's native body and the Converse API share."""

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families.attachments import DocumentBlock, ImageBlock
from fakes.bedrock.json_value import Json, JsonObject, plain
from fakes.bedrock.tools import ToolResult, ToolUse

# What changes a call's cost, or repeats the model's own thoughts, but never what it answers here.
_SILENT_BLOCKS = {"cachePoint", "reasoningContent"}


class ToolUseBlock(BaseModel):
    """A tool that the assistant wanted used."""

    model_config = ConfigDict(strict=True)
    tool_use_id: str = Field(validation_alias="toolUseId", min_length=1)
    name: str = Field(min_length=1)
    input: JsonObject


class ToolResultContent(BaseModel):
    """One part of what a tool said."""

    model_config = ConfigDict(strict=True, extra="allow")
    text: str | None = None
    data: Json = Field(default=None, validation_alias="json")
    image: ImageBlock | None = None
    document: DocumentBlock | None = None

    def words(self) -> str:
        """The part as text."""
        if self.image is not None:
            return self.image.words()
        if self.document is not None:
            return self.document.words()
        return plain(self.data) if self.text is None else self.text


class ToolResultBlock(BaseModel):
    """What a tool said."""

    model_config = ConfigDict(strict=True, extra="allow")
    tool_use_id: str = Field(validation_alias="toolUseId", min_length=1)
    content: list[ToolResultContent]
    status: Literal["success", "error"] = "success"

    def result(self) -> ToolResult:
        """The result in words."""
        text = "\n".join(part.words() for part in self.content)
        return ToolResult(self.tool_use_id, text, failed=self.status == "error")


class GuardedText(BaseModel):
    """Text that a guardrail looks at."""

    text: str


class GuardContent(BaseModel):
    """Content that a guardrail looks at; only its text is emulated."""

    text: GuardedText | None = None


class Block(BaseModel):
    """One content block; the fake says so when it is given a kind that it can't read."""

    model_config = ConfigDict(strict=True, extra="allow")
    text: str | None = None
    image: ImageBlock | None = None
    document: DocumentBlock | None = None
    tool_use: ToolUseBlock | None = Field(default=None, validation_alias="toolUse")
    tool_result: ToolResultBlock | None = Field(default=None, validation_alias="toolResult")
    guarded: GuardContent | None = Field(default=None, validation_alias="guardContent")

    def unread(self) -> set[str]:
        """Kinds of content in the block that the fake can't read."""
        return set(self.model_extra or {}) - _SILENT_BLOCKS

    def words(self) -> str | None:
        """The block's own text: what is written, or what is certain of a picture."""
        if self.guarded is not None:
            return self.guarded.text.text if self.guarded.text else None
        return self.image.words() if self.image else self.text


def check_blank(blocks: Iterable[Block], place: str) -> None:
    """Refuse texts of white space.

    Raises:
        InvalidRequestError: in AWS's words.
    """
    for position, block in enumerate(blocks):
        if block.text is not None and not block.text.strip():
            raise InvalidRequestError(
                f"The text field in the ContentBlock object at {place}.{position} is blank. "
                "Add text to the text field, and try again."
            )


def join(blocks: Iterable[Block]) -> str:
    """Join the blocks' texts by newlines; attached documents follow in one pair of document tags.

    Raises:
        NotImplementedError: a block is of a kind that is not read.
    """
    blocks = list(blocks)
    if unread := set().union(*(block.unread() for block in blocks)):
        raise NotImplementedError(
            f"Content blocks of kind {', '.join(sorted(unread))} are not emulated: "
            "only text, pictures, documents, and tools."
        )
    return "\n".join([*(words for block in blocks if (words := block.words()) is not None), *_attached(blocks)])


def tool_uses(blocks: Iterable[Block]) -> tuple[ToolUse, ...]:
    """List the tools that a message wants used."""
    wanted = (block.tool_use for block in blocks if block.tool_use)
    return tuple(ToolUse(use.tool_use_id, use.name, use.input) for use in wanted)


def tool_results(blocks: Iterable[Block]) -> tuple[ToolResult, ...]:
    """List what a message's tools said."""
    return tuple(block.tool_result.result() for block in blocks if block.tool_result)


def _attached(blocks: Iterable[Block]) -> Iterator[str]:
    texts = [block.document.words() for block in blocks if block.document]
    if texts:
        yield "\n".join(["<document>", *texts, "</document>"])
