"""What a document costs."""

from decimal import Decimal

import pytest

from lambda_kit.errors import ConfigurationError
from textract_processor.domain.dialogue import Usage
from textract_processor.domain.prices import bedrock_cost, textract_cost

ANSWER = Usage(10_000, 1_000)


def test_a_thousand_files_of_three_pages_cost_135_dollars_at_textract() -> None:
    assert textract_cost(3) * 1000 == Decimal("135.000")


def test_tokens_are_paid_by_the_thousand() -> None:
    assert bedrock_cost("qwen.qwen3-32b-v1:0", [ANSWER]) == Decimal("0.0104")


def test_a_repair_is_paid_too_and_a_cached_answer_is_not() -> None:
    cached = Usage(10_000, 1_000, cached=True)
    assert bedrock_cost("qwen.qwen3-32b-v1:0", [ANSWER, ANSWER, cached]) == Decimal("0.0208")


def test_a_model_without_price_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no price"):
        bedrock_cost("acme.llm", [ANSWER])
