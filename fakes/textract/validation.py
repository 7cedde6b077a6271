"""Checks a request against AWS's own model of the operation."""

from typing import Any

from botocore.model import OperationModel

from fakes.common.validation import violations
from fakes.textract.errors import InvalidParameterError


def validate(operation: OperationModel, request: dict[str, Any]) -> None:
    """Check required members, lengths, ranges, patterns and enumerations.

    Raises:
        InvalidParameterError: names every member that breaks a constraint.
    """
    if problems := violations(operation, request):
        raise InvalidParameterError(problems)
