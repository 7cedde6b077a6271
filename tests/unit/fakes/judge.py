"""A judge: AWS's own models of requests and responses."""

from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator


def response_problems(service: str, operation: str, response: Any) -> str:
    """What is wrong with an operation's response; empty when nothing is."""
    shape = _model(service).operation_model(operation).output_shape
    assert shape is not None, f"{operation} answers nothing"
    return str(ParamValidator().validate(response, shape).generate_report())


@cache
def _model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)
