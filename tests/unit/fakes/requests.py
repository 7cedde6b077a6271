"""Random requests that obey AWS's own model of an operation."""

from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from hypothesis import strategies as st

from tests.unit.fakes.judge import model

SMALL = 20  # characters and items; more teach nothing


def requests(
    service: str, operation: str, given: dict[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Requests to an operation.

    Args:
        service: as boto3 calls it.
        operation: AWS's name.
        given: what goes into some members, wherever they are; None leaves the member out.
    """
    shape = model(service).operation_model(operation).input_shape
    assert shape is not None
    return values(shape, given)


def values(shape: Shape, given: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Values of a shape."""
    if isinstance(shape, StructureShape):
        members = {
            name: given[name] if name in given else values(member, given) for name, member in shape.members.items()
        }
        required = {name: members[name] for name in shape.required_members}
        return st.fixed_dictionaries(required, optional={k: v for k, v in members.items() if k not in required})
    if isinstance(shape, ListShape):
        return st.lists(values(shape.member, given), min_size=shape.metadata.get("min", 0), max_size=4)
    if isinstance(shape, MapShape):
        return st.dictionaries(values(shape.key, given), values(shape.value, given), min_size=1, max_size=2)
    if isinstance(shape, StringShape):
        return _texts(shape)
    return _plain(shape)


def _texts(shape: StringShape) -> st.SearchStrategy[str]:
    if shape.enum:
        return st.sampled_from(shape.enum)
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max", SMALL)
    pattern = shape.metadata.get("pattern")
    if pattern is None:
        return st.text(min_size=least, max_size=max(least, min(most, SMALL)))
    return st.from_regex(pattern, fullmatch=True).filter(lambda text: least <= len(text) <= most)


def _plain(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.type_name == "blob":
        return st.binary(min_size=1, max_size=SMALL)
    if shape.type_name == "boolean":
        return st.booleans()
    if shape.type_name == "float":
        return st.floats(shape.metadata.get("min", 0), shape.metadata.get("max", 100), width=32)
    if shape.type_name == "integer":
        return st.integers(shape.metadata.get("min", 0), shape.metadata.get("max", 2000))
    raise NotImplementedError(f"no values of type {shape.type_name}")
