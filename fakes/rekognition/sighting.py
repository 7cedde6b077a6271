"""What can be seen on a picture. Pure data."""

from dataclasses import dataclass

from fakes.rekognition.boxes import Box


@dataclass(frozen=True)
class Sighting:
    """Something that is seen.

    Attributes:
        name: the label's name.
        confidence: 0 to 100.
        box: where, for a thing that can be counted; None for what is everywhere, such as weather.
    """

    name: str
    confidence: float
    box: Box | None = None
