"""How AWS's update expressions change values, in the place of moto's operators.

moto subtracts floats, and sets an element of something that has no elements by doing nothing.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from moto.dynamodb.exceptions import InvalidUpdateExpressionInvalidDocumentPath
from moto.dynamodb.models.dynamo_type import DynamoType

from harness.engine.plugins.dynamodb.numbers import EXACT, canonical
from harness.engine.plugins.patching import replace


def install() -> None:
    """Replace moto's operators.

    Raises:
        PatchError: moto isn't the version that this was written for.
    """
    replace(DynamoType, "__add__", _exactly(EXACT.add))
    replace(DynamoType, "__sub__", _exactly(EXACT.subtract))
    replace(DynamoType, "__setitem__", _into_a_document)


def _exactly(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any], Any]:
    """An operator on two numbers that is exact; moto's own reports operands that aren't numbers."""

    def make(original: Any) -> Any:
        def apply(self: Any, other: Any) -> Any:
            if not (self.is_number() and other.is_number()):
                return original(self, other)
            return DynamoType({"N": canonical(str(operation(Decimal(self.value), Decimal(other.value))))})

        return apply

    return make


def _into_a_document(original: Any) -> Any:
    def set_element(self: Any, key: Any, value: Any) -> None:
        fits = self.is_list() if isinstance(key, int) else self.is_map()
        if not fits:
            raise InvalidUpdateExpressionInvalidDocumentPath
        original(self, key, value)

    return set_element
