"""Labels: what was seen, put in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fakes.rekognition.boxes import Box
from fakes.rekognition.sighting import Sighting
from fakes.rekognition.taxonomy import kind_of


@dataclass(frozen=True)
class Instance:
    """One of the things that a label names. `confidence` is 0 to 100."""

    box: Box
    confidence: float


@dataclass(frozen=True)
class Label:
    """A label as Rekognition gives it.

    Attributes:
        name: such as `Coffee Cup`.
        confidence: 0 to 100.
        parents: names of all ancestors.
        aliases: other names.
        categories: at most one.
        instances: where the things are, if they can be counted.
    """

    name: str
    confidence: float
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    instances: tuple[Instance, ...] = ()


def labels_of(sightings: Iterable[Sighting]) -> list[Label]:
    """One label for each name that was seen, and for each ancestor of one, which is seen as surely."""
    seen: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        seen.setdefault(sighting.name, []).append(sighting)
    sure = {name: max(each.confidence for each in group) for name, group in seen.items()}
    for name, confidence in list(sure.items()):
        for parent in kind_of(name).parents:
            sure[parent] = max(sure.get(parent, 0.0), confidence)
    return in_order(_label(name, confidence, seen.get(name, ())) for name, confidence in sure.items())


def in_order(labels: Iterable[Label]) -> list[Label]:
    """The surest first."""
    return sorted(labels, key=lambda label: (-label.confidence, label.name))


def _label(name: str, confidence: float, group: Sequence[Sighting]) -> Label:
    kind = kind_of(name)
    return Label(
        name,
        confidence,
        kind.parents,
        kind.aliases,
        (kind.category,) if kind.category else (),
        tuple(_instances(group)),
    )


def _instances(group: Sequence[Sighting]) -> Iterator[Instance]:
    for sighting in group:
        if sighting.box:
            yield Instance(sighting.box, sighting.confidence)
