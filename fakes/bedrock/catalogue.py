"""The models that answer, and the identifiers by which they are asked for."""

import re
from dataclasses import dataclass
from enum import StrEnum

from fakes.bedrock.errors import InvalidRequestError, UnknownResourceError


class FamilyName(StrEnum):
    """Models that share one body format in InvokeModel."""

    NOVA = "nova"
    CLAUDE = "claude"
    QWEN = "qwen"
    CANVAS = "canvas"
    TITAN_EMBED = "titan-embed"


_VERSION = re.compile(r"-v\d+(?::\d+)?$")


@dataclass(frozen=True)
class Model:
    """One foundation model.

    Attributes:
        id: base model id.
        family: whose body format InvokeModel uses.
        context_tokens: input at most, in tokens.
        max_output_tokens: answer at most, in tokens.
    """

    id: str
    family: FamilyName
    context_tokens: int
    max_output_tokens: int

    @property
    def name(self) -> str:
        """The id without its vendor and its version on Bedrock, as in `claude-3-haiku-20240307`."""
        return _VERSION.sub("", self.id.partition(".")[2])


# Limits: the tables of "What is Amazon Nova?" (Nova user guide), Anthropic's "Models overview", and the model cards of
# Titan and Qwen (Bedrock user guide). Canvas reads characters, which its own body format limits.
_MODELS = (
    Model("amazon.nova-micro-v1:0", FamilyName.NOVA, 128_000, 10_000),
    Model("amazon.nova-lite-v1:0", FamilyName.NOVA, 300_000, 10_000),
    Model("amazon.nova-pro-v1:0", FamilyName.NOVA, 300_000, 10_000),
    Model("amazon.nova-canvas-v1:0", FamilyName.CANVAS, 0, 0),
    Model("amazon.titan-embed-text-v2:0", FamilyName.TITAN_EMBED, 8_192, 0),
    Model("anthropic.claude-3-haiku-20240307-v1:0", FamilyName.CLAUDE, 200_000, 4_096),
    Model("anthropic.claude-3-sonnet-20240229-v1:0", FamilyName.CLAUDE, 200_000, 4_096),
    Model("anthropic.claude-3-opus-20240229-v1:0", FamilyName.CLAUDE, 200_000, 4_096),
    Model("anthropic.claude-3-5-haiku-20241022-v1:0", FamilyName.CLAUDE, 200_000, 8_192),
    Model("anthropic.claude-3-5-sonnet-20240620-v1:0", FamilyName.CLAUDE, 200_000, 8_192),
    Model("anthropic.claude-3-5-sonnet-20241022-v2:0", FamilyName.CLAUDE, 200_000, 8_192),
    Model("qwen.qwen3-32b-v1:0", FamilyName.QWEN, 128_000, 8_192),
    Model("qwen.qwen3-235b-a22b-2507-v1:0", FamilyName.QWEN, 256_000, 8_192),
    Model("qwen.qwen3-coder-30b-a3b-v1:0", FamilyName.QWEN, 256_000, 8_192),
    Model("qwen.qwen3-coder-480b-a35b-v1:0", FamilyName.QWEN, 128_000, 8_192),
)
MODELS = {model.id: model for model in _MODELS}

_ARN = re.compile(
    r"arn:aws(?:-[a-z-]+)?:bedrock:[a-z0-9-]+:(?P<account>\d{12})?:(?P<kind>[a-z-]+)/(?P<name>.+)",
)
_PROFILE_PREFIX = re.compile(r"^(?:us|us-gov|eu|apac|jp|au|ca|global)\.")
_SYSTEM_KINDS = {"foundation-model", "inference-profile"}


def find_model(identifier: str) -> Model:
    """Find the model that an id, a cross-region inference profile or the ARN of either names.

    Raises:
        InvalidRequestError: no model has that id; AWS's words.
        UnknownResourceError: an ARN of a customer's own resource (custom or provisioned model, application profile).
    """
    arn = _ARN.fullmatch(identifier)
    if arn and arn["kind"] not in _SYSTEM_KINDS:
        raise UnknownResourceError("Could not resolve the foundation model from the provided model identifier.")
    name = arn["name"] if arn else identifier
    model = MODELS.get(_PROFILE_PREFIX.sub("", name))
    if model is None:
        raise InvalidRequestError("The provided model identifier is invalid.")
    return model
