"""Responses without what nobody asked for."""

import json
from typing import Any


def tidy(request: dict[str, Any], response: Any) -> Any:
    """moto's response without the consumed capacity and the empty attributes that AWS leaves out.

    Args:
        request: the request's JSON.
        response: JSON text, or moto's triple for an error, which is left alone.
    """
    if not isinstance(response, str):
        return response
    content = json.loads(response)
    content.pop("ConsumedCapacityUnits", None)
    if request.get("ReturnConsumedCapacity", "NONE") == "NONE":
        content.pop("ConsumedCapacity", None)
    if not content.get("Attributes"):
        content.pop("Attributes", None)
    return json.dumps(content)
