"""`response_format` of a chat completions request."""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from fakes.bedrock.json_value import JsonObject, as_text


class NamedSchema(BaseModel):
    """The schema that an answer must have."""

    model_config = ConfigDict(strict=True)
    name: str = ""
    schema_: JsonObject = Field(validation_alias="schema")


class ChatFormat(BaseModel):
    """What form the answer is to have."""

    model_config = ConfigDict(strict=True)
    type: Literal["text", "json_object", "json_schema"]
    json_schema: NamedSchema | None = None

    def instructions(self) -> Iterator[str]:
        """Say it in words, as a prompt would."""
        if self.json_schema:
            yield f"<schema>\n{as_text(self.json_schema.schema_)}\n</schema>"
