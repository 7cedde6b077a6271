"""A mapping stops when it is told to, honours its settings, and never sleeps between batches.

Patches `localstack.services.lambda_.event_source_mapping.esm_worker`. As shipped, the poller learns of a stop only
after its present call: a stream whose function always fails then retries for ever. And it draws by lot how long it
waits when its source can't be read: the same world would have another history.
"""

from collections.abc import Mapping
from functools import partial
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.patches.sqs_mappings_drain import DEFAULT_CONCURRENCY
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Configure the poller with its mapping, and tell it of each kind of stop."""
    # Pollers wait for their source themselves.
    replace(module, "LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC", lambda _original: 0)
    replace(module, "ExponentialBackoff", lambda original: partial(original, randomization_factor=0))
    after(module.EsmWorker, "__init__", _configure)
    for stop in ("stop", "delete", "stop_for_shutdown"):
        after(module.EsmWorker, stop, lambda worker: worker.poller.close())


def _configure(worker: Any) -> None:
    if intake := getattr(worker.poller, "intake", None):
        intake.crew.limit = maximum_concurrency(worker.esm_config)
    else:
        worker.poller.bisects = bool(worker.esm_config.get("BisectBatchOnFunctionError"))


def maximum_concurrency(mapping: Mapping[str, Any]) -> int:
    """Batches at once of an SQS mapping: `ScalingConfig.MaximumConcurrency`, or the default."""
    limit: int | None = (mapping.get("ScalingConfig") or {}).get("MaximumConcurrency")
    return limit or DEFAULT_CONCURRENCY


PATCH = Patch("mappings-stop-at-once", "localstack.services.lambda_.event_source_mapping.esm_worker", apply)
