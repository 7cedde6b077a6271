"""What a document has cost."""

from dataclasses import dataclass
from decimal import Decimal

from textract_processor.domain.dialogue import Usage
from textract_processor.domain.prices import bedrock_cost


@dataclass(frozen=True)
class Bill:
    """A run's costs in dollars: of Textract, and of the answers of a model, of which cached ones are free.

    A run that came to no model has none.
    """

    textract: Decimal
    model_id: str | None = None
    answers: tuple[Usage, ...] = ()

    @property
    def bedrock(self) -> Decimal:
        """Dollars for the answers.

        Raises:
            ConfigurationError: the model has no price.
        """
        return bedrock_cost(self.model_id, self.answers) if self.model_id else Decimal(0)

    @property
    def total(self) -> Decimal:
        """Dollars for everything."""
        return self.textract + self.bedrock

    @property
    def cache_hits(self) -> int:
        """Answers that another run has paid for."""
        return sum(answer.cached for answer in self.answers)

    @property
    def input_tokens(self) -> int:
        """Tokens read, of cached answers too."""
        return sum(answer.input_tokens for answer in self.answers)

    @property
    def output_tokens(self) -> int:
        """Tokens written, of cached answers too."""
        return sum(answer.output_tokens for answer in self.answers)
