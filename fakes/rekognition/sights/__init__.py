"""What can be seen, by simple means that are told in `docs/fidelity.md`. None of them knows objects by their looks."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from fakes.rekognition.picture import Picture
from fakes.rekognition.sighting import Sighting
from fakes.rekognition.sights.codes import see_codes
from fakes.rekognition.sights.keywords import see_keywords
from fakes.rekognition.sights.scenes import see_scenes
from fakes.rekognition.sights.shapes import see_shapes
from fakes.rekognition.sights.writing import see_writing

Sight: TypeAlias = Callable[[Picture], Iterable[Sighting]]

SIGHTS: Sequence[Sight] = (see_keywords, see_codes, see_writing, see_shapes, see_scenes)


def look_at(picture: Picture) -> list[Sighting]:
    """Everything that any of the sights sees."""
    return [sighting for see in SIGHTS for sighting in see(picture)]
