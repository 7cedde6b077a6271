"""A table with encryption can be updated. Patches `localstack.services.dynamodb.resource_providers.aws_dynamodb_table`.

As shipped, creation renames `SSEEnabled` within the stack's own record of the table, so that every later template seems
to change the encryption.
"""

import copy
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

ENCRYPTION = "SSESpecification"


def apply(module: ModuleType) -> None:
    """Record the specification as it was in the template."""
    replace(module.DynamoDBTableProvider, "create", _recording)


def _recording(original: Callable[..., Any]) -> Callable[..., Any]:
    def create(self: Any, request: Any) -> Any:
        specification = copy.deepcopy(request.desired_state.get(ENCRYPTION))
        progress = original(self, request)
        if specification:
            progress.resource_model[ENCRYPTION] = specification
        return progress

    return create


PATCH = Patch(
    "tables-remember-their-encryption",
    "localstack.services.dynamodb.resource_providers.aws_dynamodb_table",
    apply,
)
