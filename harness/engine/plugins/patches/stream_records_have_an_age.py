"""A record of a table's stream is as old as it is.

Patches `localstack.services.lambda_.event_source_mapping.pollers.dynamodb_poller`. As shipped it has arrived just now
whenever it is asked, so that `MaximumRecordAgeInSeconds` never strikes.
"""

from types import ModuleType

from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.stream_mappings.delivery import Record


def apply(module: ModuleType) -> None:
    """Look where the time is."""

    def get_approximate_arrival_time(_poller: object, record: Record) -> float:
        return float(record["dynamodb"]["ApproximateCreationDateTime"])

    replace(module.DynamoDBPoller, "get_approximate_arrival_time", lambda _original: get_approximate_arrival_time)


PATCH = Patch(
    "stream-records-have-an-age", "localstack.services.lambda_.event_source_mapping.pollers.dynamodb_poller", apply
)
