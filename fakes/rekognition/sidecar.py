"""Labels that a sidecar `<key>.labels.json` tells: an answer of AWS, or one written by hand in its form."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_pascal

from fakes.rekognition.boxes import Box
from fakes.rekognition.errors import InvalidS3ObjectError
from fakes.rekognition.labels import Instance, Label
from fakes.rekognition.taxonomy import kind_of

SUFFIX = ".labels.json"

_CONFIDENCE = 99.0
"""Of what is told without."""


class _Told(BaseModel):
    model_config = ConfigDict(alias_generator=to_pascal)


class _Name(_Told):
    name: str


class _Box(_Told):
    left: float
    top: float
    width: float
    height: float


class _Instance(_Told):
    bounding_box: _Box
    confidence: float = Field(default=_CONFIDENCE, ge=0, le=100)

    def instance(self) -> Instance:
        box = self.bounding_box
        return Instance(Box(box.left, box.top, box.width, box.height), self.confidence)


class _Label(_Name):
    confidence: float = Field(default=_CONFIDENCE, ge=0, le=100)
    parents: list[_Name] | None = None
    aliases: list[_Name] | None = None
    categories: list[_Name] | None = None
    instances: list[_Instance] = Field(default_factory=list)

    def label(self) -> Label:
        """What isn't told is as the taxonomy has it."""
        kind = kind_of(self.name)
        return Label(
            self.name,
            self.confidence,
            _names(self.parents, kind.parents),
            _names(self.aliases, kind.aliases),
            _names(self.categories, (kind.category,) if kind.category else ()),
            tuple(each.instance() for each in self.instances),
        )


class _Detection(_Told):
    timestamp: int = Field(ge=0)
    label: _Label


class _Answer(_Told):
    labels: list[_Detection | _Label]


_ANSWER: TypeAdapter[_Answer] = TypeAdapter(_Answer)


@dataclass(frozen=True)
class ToldLabel:
    """A label and the time in a film, in milliseconds, at which it is seen; None is always."""

    timestamp: int | None
    label: Label


def parse_sidecar(content: bytes) -> list[ToldLabel]:
    """Read a sidecar: an answer of DetectLabels or of GetLabelDetection.

    Raises:
        InvalidS3ObjectError: it is neither; the message says what is wrong.
    """
    try:
        answer = _ANSWER.validate_json(content)
    except ValidationError as error:
        raise InvalidS3ObjectError(f"The sidecar *{SUFFIX} is wrong: {error}") from error
    return [
        ToldLabel(each.timestamp, each.label.label()) if isinstance(each, _Detection) else ToldLabel(None, each.label())
        for each in answer.labels
    ]


def _names(told: Iterable[_Name] | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.name for each in told) if told is not None else otherwise
