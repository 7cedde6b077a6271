"""`AWS::CloudWatch::Dashboard`."""

from typing import Any

from localstack.services.cloudformation.provider_utils import generate_default_name
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

TYPE = "AWS::CloudWatch::Dashboard"


class DashboardProvider(ResourceProvider[dict[str, Any]]):
    """Keeps dashboards through CloudWatch's own API.

    Properties: CloudFormation Template Reference, "AWS::CloudWatch::Dashboard".
    """

    TYPE = TYPE
    SCHEMA = {  # noqa: RUF012 - the shape that LocalStack reads
        "typeName": TYPE,
        "primaryIdentifier": ["/properties/DashboardName"],
        "required": ["DashboardBody"],
        "createOnlyProperties": ["/properties/DashboardName"],
        "properties": {"DashboardName": {"type": "string"}, "DashboardBody": {"type": "string"}},
        "handlers": {"create": {}, "update": {}, "delete": {}},
    }

    def create(self, request: ResourceRequest[dict[str, Any]]) -> ProgressEvent[dict[str, Any]]:
        """Put the dashboard, under a generated name if it has none."""
        model = request.desired_state
        if not model.get("DashboardName"):
            model["DashboardName"] = generate_default_name(request.stack_name, request.logical_resource_id)
        return self._put(request, model)

    def update(self, request: ResourceRequest[dict[str, Any]]) -> ProgressEvent[dict[str, Any]]:
        """Put the new body under the old name."""
        previous = request.previous_state or {}
        return self._put(request, {**request.desired_state, "DashboardName": previous["DashboardName"]})

    def delete(self, request: ResourceRequest[dict[str, Any]]) -> ProgressEvent[dict[str, Any]]:
        """Delete the dashboard."""
        name = request.desired_state["DashboardName"]
        request.aws_client_factory.cloudwatch.delete_dashboards(DashboardNames=[name])
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model={})

    def _put(self, request: ResourceRequest[dict[str, Any]], model: dict[str, Any]) -> ProgressEvent[dict[str, Any]]:
        request.aws_client_factory.cloudwatch.put_dashboard(
            DashboardName=model["DashboardName"], DashboardBody=model["DashboardBody"]
        )
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)
