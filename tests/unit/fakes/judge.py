"""A judge: AWS's own models of requests and responses."""

from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator


@cache
def model(service: str) -> ServiceModel:
    """AWS's model of a service."""
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def shape_problems(service: str, shape: str, value: Any) -> str:
    """What is wrong with a value of that shape; empty when nothing is."""
    return str(ParamValidator().validate(value, model(service).shape_for(shape)).generate_report())


def response_problems(service: str, operation: str, response: Any) -> str:
    """What is wrong with an operation's response; empty when nothing is."""
    shape = model(service).operation_model(operation).output_shape
    return shape_problems(service, shape.name, response) if shape else str(response or "")


def enumeration(service: str, shape: str) -> set[str]:
    """The values that AWS's model knows for a string."""
    return set(model(service).shape_for(shape).metadata["enum"])
