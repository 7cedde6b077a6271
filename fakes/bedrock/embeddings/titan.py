"""Titan Text Embeddings V2, as in "Amazon Titan Embeddings G1 - Text" (V2 request) of the Bedrock user guide."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fakes.bedrock.embeddings.hashing import embed
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families.malformed import malformed
from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.tokens import count_tokens

_TOKENS = 8192


class TitanRequest(BaseModel):
    """Body of InvokeModel."""

    model_config = ConfigDict(strict=True, extra="forbid")
    text: str = Field(min_length=1, max_length=50_000, validation_alias="inputText")
    dimensions: Literal[256, 512, 1024] = 1024
    normalize: bool = True
    types: list[Literal["float", "binary"]] = Field(default=["float"], min_length=1, validation_alias="embeddingTypes")


def invoke(body: bytes) -> JsonObject:
    """Embed a text.

    Raises:
        InvalidRequestError: the body breaks Titan's format, or the text is too long.
    """
    try:
        request = TitanRequest.model_validate_json(body)
    except ValidationError as error:
        raise malformed(error) from None
    tokens = count_tokens(request.text)
    if tokens > _TOKENS:
        raise InvalidRequestError(
            f"400 Bad Request: Too many input tokens. Max input tokens: {_TOKENS}, request input token count: {tokens} "
        )
    vector = embed(request.text, request.dimensions, request.normalize)
    floats: list[Json] = [float(value) for value in vector]
    kinds: dict[str, Json] = {"float": floats, "binary": [int(value > 0) for value in vector]}
    by_type: JsonObject = {kind: kinds[kind] for kind in request.types}
    return {
        **({"embedding": floats} if "float" in request.types else {}),
        "embeddingsByType": by_type,
        "inputTextTokenCount": tokens,
    }
