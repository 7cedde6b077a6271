"""The models that answer, and the identifiers by which they are asked for."""

import re
from dataclasses import dataclass
from enum import StrEnum

from fakes.bedrock.errors import InvalidRequestError, UnknownResourceError


class FamilyName(StrEnum):
    """Models that share one body format in InvokeModel."""

    NOVA = "nova"
    QWEN = "qwen"


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


# Limits: the tables of "What is Amazon Nova?" (Nova user guide) and the Qwen model cards (Bedrock user guide).
_MODELS = (
    Model("amazon.nova-micro-v1:0", FamilyName.NOVA, 128_000, 10_000),
    Model("amazon.nova-lite-v1:0", FamilyName.NOVA, 300_000, 10_000),
    Model("amazon.nova-pro-v1:0", FamilyName.NOVA, 300_000, 10_000),
    Model("qwen.qwen3-32b-v1:0", FamilyName.QWEN, 128_000, 8_192),
    Model("qwen.qwen3-235b-a22b-2507-v1:0", FamilyName.QWEN, 256_000, 8_192),
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
