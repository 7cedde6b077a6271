"""Looks at single pictures."""

from dataclasses import dataclass
from tempfile import NamedTemporaryFile

from fakes.common.objects import Location, Objects, UnreachableObjectError
from fakes.common.owner import Owner
from fakes.rekognition.errors import ImageTooLargeError, InvalidS3ObjectError
from fakes.rekognition.labels import Label, labels_of
from fakes.rekognition.picture import Picture, load_picture
from fakes.rekognition.sidecar import SUFFIX, parse_sidecar
from fakes.rekognition.sights import look_at

MAX_BYTES = 15 * 1024 * 1024
"""Of an object in S3: https://docs.aws.amazon.com/rekognition/latest/dg/limits.html"""


@dataclass(frozen=True)
class Seen:
    """A picture and what can be seen on it."""

    picture: Picture
    labels: list[Label]


class Images:
    """Looks at pictures in requests and in S3."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def look(self, owner: Owner, image: bytes | Location) -> Seen:
        """See what is on a picture. A sidecar beside an object tells all labels, whatever the picture looks like.

        Raises:
            RekognitionError: the picture isn't there, or is none.
        """
        if isinstance(image, bytes):
            picture = load_picture(image)
            return Seen(picture, labels_of(look_at(picture)))
        picture = load_picture(self._fetch(owner, image))
        sidecar = self._objects.read(owner, image.beside(SUFFIX))
        told = [each.label for each in parse_sidecar(sidecar)] if sidecar else None
        return Seen(picture, labels_of(look_at(picture)) if told is None else told)

    def _fetch(self, owner: Owner, location: Location) -> bytes:
        try:
            if self._objects.size(owner, location) > MAX_BYTES:
                raise ImageTooLargeError
            with NamedTemporaryFile(prefix="rekognition-") as copy:
                self._objects.fetch(owner, location, copy)
                copy.seek(0)
                return copy.read()
        except UnreachableObjectError as error:
            raise InvalidS3ObjectError from error
