import base64
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.pictures import canvas
from fakes.bedrock.pictures.painting import paint


def body(text: str = "a shoe", negative: str | None = None, task: str = "TEXT_IMAGE", **config: object) -> bytes:
    params = {"text": text} | ({"negativeText": negative} if negative else {})
    return json.dumps({"taskType": task, "textToImageParams": params, "imageGenerationConfig": config}).encode()


def draw(**request: Any) -> list[bytes]:
    images = canvas.invoke(body(**{"width": 320, "height": 320, **request}))["images"]
    return [base64.b64decode(str(image)) for image in images] if isinstance(images, list) else []


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@settings(deadline=None, max_examples=20)
@given(st.integers(20, 60), st.integers(20, 60), st.integers(0, 858_993_459), st.text(min_size=1, max_size=40))
def test_a_picture_is_a_png_of_the_asked_size(width: int, height: int, seed: int, text: str) -> None:
    [picture] = draw(text=text, width=width * 16, height=height * 16, seed=seed)

    with opened(picture) as image:
        image.load()
        assert (image.format, image.size) == ("PNG", (width * 16, height * 16))


def test_the_same_request_has_the_same_picture_and_another_seed_has_another() -> None:
    assert draw(seed=1) == draw(seed=1)
    assert draw(seed=1) != draw(seed=2)
    assert draw(text="a shoe") != draw(text="a boat")


def test_several_pictures_differ() -> None:
    pictures = draw(numberOfImages=3)

    assert len(set(pictures)) == 3


def test_a_picture_says_what_was_asked_for() -> None:
    with opened(draw(text="a shoe on the mølla")[0]) as image:
        assert image.info["Description"] == "a shoe on the mølla"


def test_colours_that_are_named_are_used_unless_they_are_refused() -> None:
    sky = paint("a red sea under a blue sky", "", 1, (64, 64))

    assert sky.getpixel((0, 0)) == (255, 0, 0)
    assert paint("a red sea", "red", 1, (64, 64)).getpixel((0, 0)) != (255, 0, 0)


@pytest.mark.parametrize(
    ("request_body", "problem"),
    [
        (b"{", "Malformed input request"),
        (b"{}", "required key [taskType] not found"),
        (body(task="PAINT"), "#/taskType"),
        (body(text=""), "expected minLength: 1, actual: 0"),
        (body(text="x" * 1025), "expected maxLength: 1024, actual: 1025"),
        (body(width=300, height=320), "#/imageGenerationConfig/width: 300 is not greater or equal to 320"),
        (body(width=4112, height=2048), "4112 is not less or equal to 4096"),
        (body(width=330), "330 is not a multiple of 16"),
        (body(width=1600, height=320), "the aspect ratio must be between 1:4 and 4:1"),
        (body(width=2048, height=2048), "the total pixel count must be less than 4194304"),
        (body(numberOfImages=6), "6 is not less or equal to 5"),
        (body(seed=858_993_460), "is not less or equal to 858993459"),
        (body(cfgScale=1), "1 is not greater or equal to 1.1"),
        (body(quality="best"), "#/imageGenerationConfig/quality"),
    ],
)
def test_a_bad_request_is_refused(request_body: bytes, problem: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        canvas.invoke(request_body)

    assert problem in str(refused.value)


def test_a_task_that_is_not_emulated_is_named() -> None:
    with pytest.raises(NotImplementedError, match="INPAINTING"):
        canvas.invoke(json.dumps({"taskType": "INPAINTING", "inPaintingParams": {}}).encode())
