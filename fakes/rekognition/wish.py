"""Which labels a request wants."""

from collections.abc import Iterable
from dataclasses import dataclass

from fakes.rekognition.labels import Label, in_order

MAX_LABELS = 1000
"""https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html"""


@dataclass(frozen=True)
class Wish:
    """What is wanted. Empty filters let everything pass; exclusion outweighs inclusion.

    Attributes:
        min_confidence: 0 to 100.
        max_labels: at most so many labels.
        names: labels to include.
        categories: categories to include, besides the labels above.
        not_names: labels to leave out.
        not_categories: categories to leave out.
    """

    min_confidence: float
    max_labels: int = MAX_LABELS
    names: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    not_categories: frozenset[str] = frozenset()

    def choose(self, labels: Iterable[Label]) -> list[Label]:
        """The wanted labels, the surest first."""
        wanted = (label for label in labels if label.confidence >= self.min_confidence and self._passes(label))
        return in_order(wanted)[: self.max_labels]

    def _passes(self, label: Label) -> bool:
        if label.name in self.not_names or self.not_categories.intersection(label.categories):
            return False
        if not self.names and not self.categories:
            return True
        return label.name in self.names or bool(self.categories.intersection(label.categories))
