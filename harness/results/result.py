"""One row of the results table."""

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic.alias_generators import to_camel


class Result(BaseModel):
    """What the pipeline says about one run that has ended.

    Attributes that aren't named here are kept, and stand in the JSON as they stand in the table.

    Attributes:
        timestamp: when Textract ended, in milliseconds of the epoch.
        processing_time_ms: milliseconds from Textract's start until the outputs were saved.
        sale_price: amount, in the document's currency.
        textract_cost: dollars.
        bedrock_cost: dollars.
        model_cache_hits: answers of the model that another run had paid for.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True, extra="allow")

    processing_id: str
    timestamp: int
    s3_key: str
    status: str
    document_type: str | None = None
    buyer_names: list[str] = []
    property_address: JsonValue = None
    sale_price: float | None = None
    page_count: int | None = None
    processing_time_ms: int | None = None
    textract_cost: float | None = None
    bedrock_cost: float | None = None
    model_cache_hits: int | None = None

    @property
    def ended_at(self) -> datetime:
        """`timestamp` as a time in UTC."""
        return datetime.fromtimestamp(self.timestamp / 1000, UTC)

    @property
    def cost(self) -> float | None:
        """Dollars spent on the document; None when the table doesn't say."""
        costs = [cost for cost in (self.textract_cost, self.bedrock_cost) if cost is not None]
        return sum(costs) if costs else None
