"""`TransactWriteItems`: every condition is checked before anything is written, and everything is written or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from moto.dynamodb.comparisons import get_filter_expression
from moto.dynamodb.exceptions import (
    AttributeDoesNotExist,
    IncorrectDataType,
    IncorrectOperandType,
    InvalidUpdateExpressionInvalidDocumentPath,
    MultipleTransactionsException,
    TooManyTransactionsException,
    TransactionCanceledException,
    TransactWriteSingleOpException,
)

from harness.engine.plugins.dynamodb import limits
from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.keys import ItemKey
from harness.engine.plugins.dynamodb.table import TrackedTable
from harness.engine.plugins.dynamodb.work import image_of

if TYPE_CHECKING:
    from harness.engine.plugins.dynamodb.backend import Backend

MAX_ACTIONS = 100
"""Actions of a transaction.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html"""

DEPENDS_ON_THE_ITEM = (
    ValidationError,
    AttributeDoesNotExist,
    IncorrectDataType,
    IncorrectOperandType,
    InvalidUpdateExpressionInvalidDocumentPath,
)
"""Errors that show only when an action meets its item. They cancel; a request that is wrong in itself is refused."""

Reason = tuple[str | None, str | None, dict[str, Any] | None]
"""Code, message and item of a cancellation reason."""
NO_REASON: Reason = (None, None, None)


@dataclass(frozen=True)
class Action:
    """One action of a transaction.

    Args:
        kind: `Put`, `Update`, `Delete` or `ConditionCheck`.
        parameters: its parameters as in the request.
        table: the table that it works on.
        key: its item's key.
    """

    kind: str
    parameters: dict[str, Any]
    table: TrackedTable
    key: ItemKey

    @classmethod
    def of(cls, backend: "Backend", entry: dict[str, dict[str, Any]]) -> Self:
        """Read an entry of `TransactItems`.

        Raises:
            TransactWriteSingleOpException: it isn't exactly one action.
            ValidationError: its key doesn't fit the table.
        """
        if len(entry) != 1:
            raise TransactWriteSingleOpException
        ((kind, parameters),) = entry.items()
        table = backend.get_table(parameters["TableName"])
        key = table.key_of(parameters["Item"]) if kind == "Put" else table.exact_key_of(parameters["Key"])
        return cls(kind, parameters, table, key)

    def objection(self) -> Reason:
        """Why the action's condition forbids the transaction, if it does."""
        current = self.table.find(self.key)
        condition = get_filter_expression(
            self.parameters.get("ConditionExpression"),
            self.parameters.get("ExpressionAttributeNames"),
            self.parameters.get("ExpressionAttributeValues"),
        )
        if condition.expr(current):
            return NO_REASON
        wants_item = self.parameters.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
        item = image_of(current) if wants_item else None
        return "ConditionalCheckFailed", "The conditional request failed", item

    def apply(self, backend: "Backend") -> Reason:
        """Write, and say why that isn't possible if it isn't."""
        try:
            self._write(backend)
            limits.check(backend.work.change_of(self.table, self.key))
        except DEPENDS_ON_THE_ITEM as error:
            return "ValidationError", error.exception_msg, None
        return NO_REASON

    def _write(self, backend: "Backend") -> None:
        name = self.table.name
        match self.kind:
            case "Put":
                backend.put_item(name, self.parameters["Item"], overwrite=True)
            case "Delete":
                backend.delete_item(name, self.parameters["Key"])
            case "Update":
                backend.update_item(
                    name,
                    self.parameters["Key"],
                    update_expression=self.parameters["UpdateExpression"],
                    expression_attribute_names=self.parameters.get("ExpressionAttributeNames"),
                    expression_attribute_values=self.parameters.get("ExpressionAttributeValues"),
                )


def write(backend: "Backend", entries: Sequence[dict[str, Any]]) -> None:
    """Do a transaction, within a unit of work that undoes everything when this raises.

    Args:
        backend: where.
        entries: `TransactItems` of the request.

    Raises:
        TransactionCanceledException: with a reason for each action, in their order.
        ValidationError: the request is wrong in itself.
    """
    if len(entries) > MAX_ACTIONS:
        raise TooManyTransactionsException
    actions = [Action.of(backend, entry) for entry in entries]
    if len({(action.table.name, action.key) for action in actions}) < len(actions):
        raise MultipleTransactionsException
    _cancel_for([action.objection() for action in actions])
    _cancel_for([action.apply(backend) for action in actions])


def _cancel_for(reasons: list[Reason]) -> None:
    if any(reason is not NO_REASON for reason in reasons):
        raise TransactionCanceledException(reasons)
