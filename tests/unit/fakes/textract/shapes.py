"""A judge: AWS's own model of Textract's responses."""

from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

_MODEL = ServiceModel(Loader().load_service_model("textract", "service-2"), "textract")


def model_problems(shape: str, value: Any) -> str:
    """What is wrong with a value of that shape; empty when nothing is."""
    return str(ParamValidator().validate(value, _MODEL.shape_for(shape)).generate_report())


def enumeration(shape: str) -> set[str]:
    """The values that AWS's model knows for a string."""
    return set(_MODEL.shape_for(shape).metadata["enum"])
