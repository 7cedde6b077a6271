"""A look at a template before it is deployed."""

from collections.abc import Iterable, Mapping
from typing import Any

from harness.engine.plugins.cloudformation.types import TYPES


def unknown_types(request: Mapping[str, Any]) -> list[str]:
    """The resource types in a request's template that nobody implements, in alphabetical order.

    A template with a transform names types that the transform replaces, so nothing is said about it; what is left
    afterwards fails with its name when it is deployed.

    Args:
        request: of CreateChangeSet, with `TemplateBody` or `TemplateURL`.
    """
    from localstack.services.cloudformation import api_utils
    from localstack.services.cloudformation.engine import template_preparer

    body = api_utils.extract_template_body(request)
    template = template_preparer.parse_template(body)
    if "Transform" in template or "Fn::Transform" in body:
        return []
    return sorted(set(_unimplemented(template.get("Resources") or {})))


def _unimplemented(resources: Mapping[str, Any]) -> Iterable[str]:
    from localstack.services.cloudformation.resource_provider import plugin_manager

    implemented = {*plugin_manager.list_names(), *TYPES}
    for resource in resources.values():
        kind = resource.get("Type", "")
        # Custom::Anything is a custom resource.
        name = "AWS::CloudFormation::CustomResource" if kind.startswith("Custom::") else kind
        if name not in implemented:
            yield kind
