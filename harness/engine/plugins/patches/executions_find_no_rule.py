"""Step Functions tells EventBridge only of what a rule waits for.

Patches `localstack.services.stepfunctions.backend.execution`. As shipped the begin and the end of each execution cost
a call of `PutEvents`, even if no rule matches: a fifth of an execution that waits for a callback. On AWS nobody makes
such a call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from harness.engine.plugins.eventbridge.wanted import is_wanted
from harness.engine.plugins.patching import Patch, replace


@dataclass(frozen=True)
class Herald:
    """In place of the client of EventBridge that an execution has.

    Attributes:
        execution: LocalStack's.
        client_of: makes that client.
    """

    execution: Any
    client_of: Callable[[Any], Any]

    def put_events(self, Entries: list[Any]) -> None:  # noqa: N803 (boto3's name)
        """Put the events that a rule waits for."""
        owner = self.execution.account_id, self.execution.region_name
        if wanted := [entry for entry in Entries if is_wanted(entry, *owner)]:
            self.client_of(self.execution).put_events(Entries=wanted)


def apply(module: ModuleType) -> None:
    """Ask the rules first."""
    replace(module.Execution, "_get_events_client", lambda original: lambda self: Herald(self, original))


PATCH = Patch("executions-find-no-rule", "localstack.services.stepfunctions.backend.execution", apply)
