"""The platform's table of prices, read as a file."""

from decimal import Decimal
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from harness.errors import CostsError, UsageError
from harness.submit.pipeline import SYSTEM

FILE: Final = Path("platform", SYSTEM, "prices.json")


class TokenPrice(BaseModel):
    """Dollars for 1,000 tokens that a model reads and writes."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    input_per_thousand: Decimal
    output_per_thousand: Decimal


class Prices(BaseModel):
    """What Textract takes for a page, and models for tokens, in dollars.

    Attributes:
        textract_per_page: for tables, forms and layout together.
        tokens: by the beginning of a model's id.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    textract_per_page: Decimal
    tokens: dict[str, TokenPrice]

    @classmethod
    def read(cls, project: Path) -> Self:
        """The table of the checkout `project`.

        Raises:
            CostsError: it isn't there, or isn't one.
        """
        try:
            return cls.model_validate_json((project / FILE).read_text("utf-8"))
        except (OSError, ValidationError) as error:
            raise CostsError(f"Can't read the prices in {FILE}.", details=str(error).splitlines()) from error

    def textract(self, pages: int) -> Decimal:
        """Dollars for so many pages."""
        return self.textract_per_page * pages

    def bedrock(self, model: str, input_tokens: int, output_tokens: int) -> Decimal:
        """Dollars for so many tokens.

        Raises:
            UsageError: the model has no price.
        """
        price = next((price for beginning, price in self.tokens.items() if model.startswith(beginning)), None)
        if price is None:
            raise UsageError(f"No price is known for {model!r}.", hint=f"Known: {', '.join(self.tokens)}.")
        return (price.input_per_thousand * input_tokens + price.output_per_thousand * output_tokens) / 1000
