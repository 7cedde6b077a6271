"""Between Rekognition's request and response bodies and our own types."""

from collections.abc import Iterable

from fakes.common.objects import Location
from fakes.common.service import Shape
from fakes.rekognition.boxes import Box
from fakes.rekognition.errors import InvalidParameterError
from fakes.rekognition.images import Seen
from fakes.rekognition.labels import Instance, Label
from fakes.rekognition.picture import Picture, Pixels
from fakes.rekognition.properties import DEFAULT_COLOURS, render_colours, render_properties
from fakes.rekognition.wish import MAX_LABELS, Wish

LABEL_MODEL_VERSION = "3.0"

_GENERAL, _PROPERTIES = "GENERAL_LABELS", "IMAGE_PROPERTIES"


def parse_image(image: Shape) -> bytes | Location:
    """The picture itself, or where it is.

    Raises:
        InvalidParameterError: neither or both are given.
    """
    content, location = image.get("Bytes"), image.get("S3Object")
    if bool(content) == bool(location):
        raise InvalidParameterError
    return bytes(content) if content else parse_location(location or {})


def parse_location(s3_object: Shape) -> Location:
    """Where an object is; what is missing finds nothing there."""
    return Location(s3_object.get("Bucket", ""), s3_object.get("Name", ""), s3_object.get("Version"))


def parse_wish(request: Shape, default_confidence: float) -> Wish:
    """The labels that a request wants.

    Raises:
        InvalidParameterError: filters without general labels.
    """
    filters = (request.get("Settings") or {}).get("GeneralLabels") or {}
    if filters and not wants_labels(request):
        raise InvalidParameterError
    limit, least = request.get("MaxLabels"), request.get("MinConfidence")
    return Wish(
        min_confidence=default_confidence if least is None else least,
        max_labels=MAX_LABELS if limit is None else min(limit, MAX_LABELS),
        names=frozenset(filters.get("LabelInclusionFilters", ())),
        categories=frozenset(filters.get("LabelCategoryInclusionFilters", ())),
        not_names=frozenset(filters.get("LabelExclusionFilters", ())),
        not_categories=frozenset(filters.get("LabelCategoryExclusionFilters", ())),
    )


def wants_labels(request: Shape) -> bool:
    """Whether labels are asked for, as they are unless only something else is."""
    return _GENERAL in (request.get("Features") or [_GENERAL])


def render_image(request: Shape, seen: Seen, labels: Iterable[Label]) -> Shape:
    """What DetectLabels answers."""
    answer: Shape = {"LabelModelVersion": LABEL_MODEL_VERSION}
    coloured = seen.picture if _PROPERTIES in (request.get("Features") or ()) else None
    if wants_labels(request):
        answer["Labels"] = [render_label(label, coloured) for label in labels]
    if coloured:
        asked = ((request.get("Settings") or {}).get("ImageProperties") or {}).get("MaxDominantColors")
        answer["ImageProperties"] = render_properties(coloured, DEFAULT_COLOURS if asked is None else asked)
    return answer


def render_label(label: Label, picture: Picture | None = None) -> Shape:
    """A label; with a picture its instances have colours."""
    return {
        "Name": label.name,
        "Confidence": round(label.confidence, 4),
        "Instances": [_instance(instance, picture) for instance in label.instances],
        "Parents": _names(label.parents),
        "Aliases": _names(label.aliases),
        "Categories": _names(label.categories),
    }


def _instance(instance: Instance, picture: Picture | None) -> Shape:
    box = instance.box
    place = {"Width": box.width, "Height": box.height, "Left": box.left, "Top": box.top}
    shape: Shape = {"BoundingBox": place, "Confidence": round(instance.confidence, 4)}
    if picture:
        shape["DominantColors"] = render_colours(_inside(picture, box), DEFAULT_COLOURS)
    return shape


def _inside(picture: Picture, box: Box) -> Pixels:
    top, left = int(box.top * picture.height), int(box.left * picture.width)
    bottom, right = int((box.top + box.height) * picture.height), int((box.left + box.width) * picture.width)
    return picture.pixels[top : max(bottom, top + 1), left : max(right, left + 1)]


def _names(names: Iterable[str]) -> list[Shape]:
    return [{"Name": name} for name in names]
