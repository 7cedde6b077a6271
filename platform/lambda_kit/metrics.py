"""Custom metrics in the embedded metric format: CloudWatch reads them from a function's log."""

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

Measure = tuple[MetricUnit, float]
"""A unit and how many of it."""


class Meter:
    """Writes metrics of one namespace with one dimension, `service`.

    Each line is complete as soon as it is written, so that what was measured survives whatever happens to the
    invocation later. Source: CloudWatch User Guide, "Specification: Embedded metric format".
    """

    def __init__(self, namespace: str, service: str) -> None:
        self._namespace = namespace
        self._service = service

    def emit(self, **measures: Measure) -> None:
        """Write metrics by name, at most a hundred (the format's limit), as one line."""
        metrics = EphemeralMetrics(namespace=self._namespace, service=self._service)
        for name, (unit, value) in measures.items():
            metrics.add_metric(name, unit, value)
        metrics.flush_metrics()
