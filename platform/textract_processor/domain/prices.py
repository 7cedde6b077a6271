"""The one table of prices, in US dollars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lambda_kit.errors import ConfigurationError
from textract_processor.domain.dialogue import Answer

TEXTRACT_PER_PAGE: Final = Decimal("0.045")
"""Tables, forms and layout together; document 004, Cost."""


@dataclass(frozen=True)
class TokenPrice:
    """Dollars for 1,000 tokens."""

    input: Decimal
    output: Decimal


TOKEN_PRICES: Final[Mapping[str, TokenPrice]] = {
    "qwen": TokenPrice(Decimal("0.0008"), Decimal("0.0024")),  # document 004, Cost
    "amazon.nova-micro": TokenPrice(Decimal("0.000035"), Decimal("0.00014")),
    "amazon.nova-lite": TokenPrice(Decimal("0.00006"), Decimal("0.00024")),
    "amazon.nova-pro": TokenPrice(Decimal("0.0008"), Decimal("0.0032")),  # these three: Bedrock's price list, us-east-1
}
"""By the beginning of the model's id."""


def textract_cost(page_count: int) -> Decimal:
    """What analysing `page_count` pages costs."""
    return TEXTRACT_PER_PAGE * page_count


def bedrock_cost(model_id: str, answers: Iterable[Answer]) -> Decimal:
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
    """The price of a model's tokens.

    Raises:
        ConfigurationError: it has none, so that its costs would be unknown.
    """
    for beginning, price in TOKEN_PRICES.items():
        if model_id.startswith(beginning):
            return price
    raise ConfigurationError(f"no price is known for the model {model_id!r}")
