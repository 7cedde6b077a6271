"""Data points: a value for each period that has data."""

from collections.abc import Callable

Points = dict[int, float]
"""Values by the epoch second at which their period begins, in order of time."""

Operation = Callable[[float, float], float | None]
"""None: there is no result, as of a division by zero."""


def combined(operate: Operation, left: float | Points, right: float | Points) -> float | Points:
    """Apply an operation to each pair of values. A period in which one of them is missing has no result."""
    if isinstance(left, dict):
        return _each(left, lambda at, value: _with(operate, value, right, at))
    if isinstance(right, dict):
        return _each(right, lambda _at, value: operate(left, value))
    result = operate(left, right)
    return {} if result is None else result


def _with(operate: Operation, value: float, right: float | Points, at: int) -> float | None:
    other = right.get(at) if isinstance(right, dict) else right
    return None if other is None else operate(value, other)


def _each(points: Points, compute: Callable[[int, float], float | None]) -> Points:
    results = {at: compute(at, value) for at, value in points.items()}
    return {at: result for at, result in results.items() if result is not None}
