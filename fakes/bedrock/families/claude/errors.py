"""How Claude describes a body that breaks its schema."""

from pydantic import ValidationError

from fakes.bedrock.errors import InvalidRequestError

_REASONS = {
    "missing": "Field required",
    "extra_forbidden": "Extra inputs are not permitted",
    "string_type": "Input should be a valid string",
    "list_type": "Input should be a valid list",
    "int_type": "Input should be a valid integer",
}


def refused(error: ValidationError) -> InvalidRequestError:
    """Name the first problem by its place, as Claude does."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return InvalidRequestError("Malformed input request, please reformat your input and try again.")
    place = ".".join(map(str, first["loc"]))
    return InvalidRequestError(f"{place}: {_REASONS.get(first['type'], first['msg'])}")
