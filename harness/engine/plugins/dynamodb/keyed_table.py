"""Tables that know their keys, and what may stand in their place."""

from typing import Any

from moto.dynamodb.exceptions import KeyIsEmptyStringException
from moto.dynamodb.models import table as moto_table
from moto.dynamodb.models.dynamo_type import DynamoType

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.keys import ItemKey


class KeyedTable(moto_table.Table):
    """moto's table, as strict about keys as DynamoDB."""

    def key_of(self, attributes: dict[str, Any]) -> ItemKey:
        """The key among an item's attributes.

        Raises:
            ValidationError: a part of the key is missing or has another type than defined.
        """
        for name, kind in self._key_types().items():
            value = attributes.get(name)
            if value is None:
                raise ValidationError(f"One or more parameter values were invalid: Missing the key {name} in the item")
            if kind not in value:
                raise ValidationError(
                    f"One or more parameter values were invalid: Type mismatch for key {name} "
                    f"expected: {kind} actual: {next(iter(value))}"
                )
        sort = DynamoType(attributes[self.range_key_attr]) if self.range_key_attr else None
        return DynamoType(attributes[self.hash_key_attr]), sort

    def exact_key_of(self, key: dict[str, Any]) -> ItemKey:
        """The key that a request names, with nothing missing and nothing besides.

        Raises:
            ValidationError: it doesn't match the table's schema, or a part of it is empty.
        """
        types = self._key_types()
        if {name: next(iter(value)) for name, value in key.items()} != types:
            raise ValidationError("The provided key element does not match the schema")
        empty = next((name for name, kind in types.items() if key[name][kind] == ""), None)
        if empty:
            raise KeyIsEmptyStringException(empty)
        return self.key_of(key)

    def schema_of(self, index_name: str | None) -> dict[str, str]:
        """Attribute names by key type, `HASH` and `RANGE`, of the table or of an index.

        Raises:
            ValidationError: there is no such index.
        """
        schemas = {None: self.schema, **{index.name: index.schema for index in self.all_indexes()}}
        if index_name not in schemas:
            raise ValidationError(f"The table does not have the specified index: {index_name}")
        return {key["KeyType"]: key["AttributeName"] for key in schemas[index_name]}

    def check_condition(self, index_name: str | None, hash_key: DynamoType, range_objs: list[DynamoType]) -> None:
        """Check a query's key condition.

        Raises:
            ValidationError: it has a value of another type than the key.
        """
        schema = self.schema_of(index_name)
        types = {entry["AttributeName"]: entry["AttributeType"] for entry in self.attr}
        given = [("HASH", hash_key), *(("RANGE", value) for value in range_objs)]
        if any(value.type != types[schema[kind]] for kind, value in given if kind in schema):
            raise ValidationError(
                "One or more parameter values were invalid: Condition parameter type does not match schema type"
            )

    def _key_types(self) -> dict[str, str | None]:
        types = {self.hash_key_attr: self.hash_key_type}
        return {**types, self.range_key_attr: self.range_key_type} if self.range_key_attr else types
