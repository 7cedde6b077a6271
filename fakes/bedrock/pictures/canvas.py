"""Nova Canvas: pictures from a prompt, as in "Request and response structure for image generation" (Nova user guide).

The picture is no illustration of the prompt. It is a real PNG of the asked size, drawn from the prompt's hash and its
colour words, and says in its `Description` what was asked for: software downstream has something to look at.
"""

import base64
import io
from typing import Annotated, Literal

from PIL.PngImagePlugin import PngInfo
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families.malformed import malformed
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.pictures.painting import paint

_TASKS = (
    "COLOR_GUIDED_GENERATION",
    "IMAGE_VARIATION",
    "INPAINTING",
    "OUTPAINTING",
    "BACKGROUND_REMOVAL",
    "VIRTUAL_TRY_ON",
)
_PIXELS = 4_194_304


def _multiple_of_16(side: int) -> int:
    if side % 16:
        raise ValueError(f"{side} is not a multiple of 16")
    return side


Side = Annotated[int, Field(ge=320, le=4096), AfterValidator(_multiple_of_16)]
Prompt = Annotated[str, Field(min_length=1, max_length=1024)]


class TextToImage(BaseModel):
    """What is to be seen, and what isn't; a condition image and a style are accepted and change nothing."""

    model_config = ConfigDict(strict=True, extra="forbid")
    text: Prompt
    negative_text: Prompt | None = Field(default=None, validation_alias="negativeText")
    condition_image: str | None = Field(default=None, validation_alias="conditionImage")
    control_mode: Literal["CANNY_EDGE", "SEGMENTATION"] = Field(default="CANNY_EDGE", validation_alias="controlMode")
    control_strength: float = Field(default=0.7, ge=0, le=1, validation_alias="controlStrength")
    style: str | None = None


class Generation(BaseModel):
    """Size, number and variation; ranges and defaults from the user guide."""

    model_config = ConfigDict(strict=True, extra="forbid")
    width: Side = 1024
    height: Side = 1024
    quality: Literal["standard", "premium"] = "standard"
    cfg_scale: float = Field(default=6.5, ge=1.1, le=10, validation_alias="cfgScale")
    seed: int = Field(default=12, ge=0, le=858_993_459)
    images: int = Field(default=1, ge=1, le=5, validation_alias="numberOfImages")

    @model_validator(mode="after")
    def _check_shape(self) -> "Generation":
        if not 0.25 <= self.width / self.height <= 4:
            raise ValueError("the aspect ratio must be between 1:4 and 4:1")
        if self.width * self.height >= _PIXELS:
            raise ValueError(f"the total pixel count must be less than {_PIXELS}")
        return self


class CanvasRequest(BaseModel):
    """Body of InvokeModel for Nova Canvas; text to image is the task that is emulated."""

    model_config = ConfigDict(strict=True, extra="forbid")
    task: Literal["TEXT_IMAGE"] = Field(validation_alias="taskType")
    params: TextToImage = Field(validation_alias="textToImageParams")
    config: Generation = Field(default_factory=Generation, validation_alias="imageGenerationConfig")


class _Task(BaseModel):
    task: str = Field(default="", validation_alias="taskType")


def invoke(body: bytes) -> JsonObject:
    """Draw what a request asks for.

    Raises:
        InvalidRequestError: the body breaks Canvas's format, or asks for a size that it doesn't draw.
        NotImplementedError: another task than text to image.
    """
    try:
        request = CanvasRequest.model_validate_json(body)
    except ValidationError as error:
        raise _refusal(body, error) from None
    seeds = range(request.config.seed, request.config.seed + request.config.images)
    return {"images": [base64.b64encode(_draw(request, seed)).decode() for seed in seeds]}


def _draw(request: CanvasRequest, seed: int) -> bytes:
    params, config = request.params, request.config
    picture = paint(params.text, params.negative_text or "", seed, (config.width, config.height))
    described = PngInfo()
    described.add_itxt("Description", params.text)
    file = io.BytesIO()
    picture.save(file, "PNG", pnginfo=described, compress_level=1 if config.quality == "standard" else 6)
    return file.getvalue()


def _refusal(body: bytes, error: ValidationError) -> InvalidRequestError:
    try:
        task = _Task.model_validate_json(body).task
    except ValidationError:
        return malformed(error)
    if task in _TASKS:
        raise NotImplementedError(f"Nova Canvas's task {task} is not emulated: only TEXT_IMAGE.")
    return malformed(error)
