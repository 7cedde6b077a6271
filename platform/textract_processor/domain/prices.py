"""What pages and tokens cost, in US dollars. The one table of prices is `prices.json`, which others may read, too."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from lambda_kit.errors import ConfigurationError
from textract_processor.domain.dialogue import Usage
from textract_processor.domain.resources import PACKAGE


@dataclass(frozen=True)
class TokenPrice:
    """Dollars for 1,000 tokens."""

    input: Decimal
    output: Decimal


def textract_cost(page_count: int) -> Decimal:
    """What analysing `page_count` pages costs."""
    return Decimal(_table()["textractPerPage"]) * page_count


def bedrock_cost(model_id: str, answers: Iterable[Usage]) -> Decimal:
    """What the answers cost; a cached one is free.

    Raises:
        ConfigurationError: the model has no price.
    """
    price = price_of(model_id)
    paid = [answer for answer in answers if not answer.cached]
    tokens_in = sum(answer.input_tokens for answer in paid)
    tokens_out = sum(answer.output_tokens for answer in paid)
    return (price.input * tokens_in + price.output * tokens_out) / 1000


def price_of(model_id: str) -> TokenPrice:
    """The price of a model's tokens; the table names models by the beginning of their ids.

    Raises:
        ConfigurationError: it has none, so that its costs would be unknown.
    """
    for beginning, price in _table()["tokens"].items():
        if model_id.startswith(beginning):
            return TokenPrice(Decimal(price["inputPerThousand"]), Decimal(price["outputPerThousand"]))
    raise ConfigurationError(f"no price is known for the model {model_id!r}")


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads((PACKAGE / "prices.json").read_text("utf-8"))
    return table
