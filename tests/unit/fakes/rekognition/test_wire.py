from typing import Any

import pytest

from fakes.common.objects import Location, Objects
from fakes.common.owner import Owner
from fakes.rekognition.errors import ImageTooLargeError, InvalidParameterError, InvalidS3ObjectError
from fakes.rekognition.images import MAX_BYTES, Images
from fakes.rekognition.wire import parse_image, parse_wish, render_image
from tests.unit.fakes.judge import response_problems
from tests.unit.fakes.rekognition import drawing
from tests.unit.fakes.transcribe.world import Store

OWNER = Owner("111111111111", "us-east-1")


def _answer(content: bytes, **request: Any) -> dict[str, Any]:
    seen = Images(Objects(lambda service, owner: Store())).look(OWNER, content)
    answer = render_image(request, seen, parse_wish(request, 55.0).choose(seen.labels))
    assert response_problems("rekognition", "DetectLabels", answer) == ""
    return answer


def test_labels_are_answered_unless_only_properties_are_asked_for() -> None:
    picture = drawing.png(drawing.circle())

    assert _answer(picture).keys() == {"Labels", "LabelModelVersion"}
    assert _answer(picture, Features=["IMAGE_PROPERTIES"]).keys() == {"ImageProperties", "LabelModelVersion"}
    both = _answer(picture, Features=["IMAGE_PROPERTIES", "GENERAL_LABELS"])
    [instance] = both["Labels"][0]["Instances"]
    assert instance["DominantColors"][0]["SimplifiedColor"] == "red"


def test_as_many_colours_are_told_as_asked_for() -> None:
    settings = {"ImageProperties": {"MaxDominantColors": 1}}

    answer = _answer(drawing.png(drawing.circle()), Features=["IMAGE_PROPERTIES"], Settings=settings)

    assert len(answer["ImageProperties"]["DominantColors"]) == 1


def test_filters_need_labels() -> None:
    filters = {"GeneralLabels": {"LabelInclusionFilters": ["Dog"]}}

    with pytest.raises(InvalidParameterError):
        parse_wish({"Features": ["IMAGE_PROPERTIES"], "Settings": filters}, 55.0)


@pytest.mark.parametrize("image", [{}, {"Bytes": b"x", "S3Object": {"Bucket": "b", "Name": "n"}}])
def test_a_picture_is_given_in_one_way(image: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameterError):
        parse_image(image)


def test_an_object_that_is_too_large_or_not_there_is_refused() -> None:
    images = Images(Objects(lambda service, owner: Store({("b", "large"): bytes(MAX_BYTES + 1)})))

    with pytest.raises(ImageTooLargeError):
        images.look(OWNER, Location("b", "large"))
    with pytest.raises(InvalidS3ObjectError):
        images.look(OWNER, Location("b", "missing"))
