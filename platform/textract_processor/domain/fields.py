"""V1: the property schema's fields, each with confidence and the place it was read from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from textract_processor.domain.provenance import Evidence, Grounds

SCHEMA_VERSION: Final = "1.0"


@dataclass(frozen=True)
class Field:
    """A value (null when the document doesn't state it), and the words that bear it out."""

    value: Any
    grounds: Grounds

    def to_json(self) -> dict[str, Any]:
        """As it stands in the output file."""
        return {
            "value": self.value,
            "confidence": self.grounds.confidence,
            "pages": self.grounds.pages,
            "blockIds": self.grounds.block_ids,
        }


@dataclass(frozen=True)
class Fields:
    """All fields by name, and the names of those of which the model said something that stands nowhere."""

    by_name: Mapping[str, Field]
    ungrounded: tuple[str, ...]

    def value(self, name: str) -> Any:
        """The value of a field."""
        return self.by_name[name].value


def ground(answer: Mapping[str, Any], evidence: Evidence) -> Fields:
    """Keep of a model's answer (valid by `v1_answer.json`) what the document bears out.

    A value that stands nowhere becomes null, so that nothing is invented. The document type is a classification and
    not a quotation: it stays, without confidence when its word doesn't occur.
    """
    fields = {name: _READERS.get(name, _text)(value, evidence) for name, value in answer.items()}
    lost = (name for name, field in fields.items() if field.value != answer[name])
    return Fields(fields, tuple(lost))


def _classification(value: str | None, evidence: Evidence) -> Field:
    return Field(value, evidence.of_text(value) if value else Grounds())


def _text(value: str | None, evidence: Evidence) -> Field:
    grounds = evidence.of_text(value) if value else Grounds()
    return Field(value if grounds else None, grounds)


def _date(value: str | None, evidence: Evidence) -> Field:
    grounds = evidence.of_date(value) if value else Grounds()
    return Field(value if grounds else None, grounds)


def _names(value: list[str], evidence: Evidence) -> Field:
    fields = [_text(name, evidence) for name in value]
    return Field([field.value for field in fields if field.value], _all_grounds(fields))


def _address(value: Mapping[str, str | None] | None, evidence: Evidence) -> Field:
    parts = {name: _text(part, evidence) for name, part in (value or {}).items()}
    kept = {name: part.value for name, part in parts.items()}
    return Field(kept if any(kept.values()) else None, _all_grounds(list(parts.values())))


def _price(value: Mapping[str, Any] | None, evidence: Evidence) -> Field:
    """The amount has to stand in the document; the currency follows from its sign and may not."""
    grounds = evidence.of_amount(value["amount"]) if value else Grounds()
    return Field(value if grounds else None, grounds)


def _all_grounds(fields: list[Field]) -> Grounds:
    return sum((field.grounds for field in fields), Grounds())


_READERS: Final[Mapping[str, Callable[[Any, Evidence], Field]]] = {
    "documentType": _classification,
    "grantors": _names,
    "grantees": _names,
    "propertyAddress": _address,
    "salePrice": _price,
    "recordingDate": _date,
}
