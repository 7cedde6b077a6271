"""The resource types that we add to LocalStack's."""

from importlib import import_module
from typing import Any

TYPES = {
    "AWS::CloudWatch::Dashboard": ("harness.engine.plugins.cloudformation.dashboard", "DashboardProvider"),
}
"""Module and class of each provider, by type; imported when a template first asks for it."""


def provider_class(resource_type: str) -> Any:
    """The `ResourceProvider` of one of our types."""
    module, name = TYPES[resource_type]
    return getattr(import_module(module), name)
