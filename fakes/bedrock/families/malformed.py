"""How Bedrock describes a body that breaks a model's JSON schema."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fakes.bedrock.errors import InvalidRequestError

_REASONS = {
    "greater_than_equal": "{input} is not greater or equal to {ge:.15g}",
    "less_than_equal": "{input} is not less or equal to {le:.15g}",
    "string_too_short": "expected minLength: {min_length}, actual: {length}",
    "string_too_long": "expected maxLength: {max_length}, actual: {length}",
    "too_short": "expected minimum item count: {min_length}, found: {actual_length}",
}
_RETRY = "please reformat your input and try again."


def malformed(error: ValidationError) -> InvalidRequestError:
    """Translate a body's validation error into AWS's `Malformed input request` with a JSON pointer per problem."""
    problems = error.errors()
    if any(problem["type"] == "json_invalid" for problem in problems):
        return InvalidRequestError(f"Malformed input request, {_RETRY}")
    described = "".join(map(_describe, problems))
    return InvalidRequestError(f"Malformed input request: {described}, {_RETRY}")


def _describe(problem: ErrorDetails) -> str:
    *parents, last = problem["loc"] or ("",)
    if problem["type"] == "missing":
        return f"{_pointer(parents)}: required key [{last}] not found"
    if problem["type"] == "extra_forbidden":
        return f"{_pointer(parents)}: extraneous key [{last}] is not permitted"
    reason = _REASONS.get(problem["type"], problem["msg"].replace("{", "{{").replace("}", "}}"))
    length = len(problem["input"]) if isinstance(problem["input"], str) else 0
    details = {**problem.get("ctx", {}), "input": problem["input"], "length": length}
    return f"{_pointer(problem['loc'])}: {reason.format(**details)}"


def _pointer(location: tuple[int | str, ...] | list[int | str]) -> str:
    return "/".join(["#", *map(str, location)])
