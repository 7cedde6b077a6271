"""Tags, which every service sets in nearly the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.cloudformation.updates.change import Change


@dataclass(frozen=True)
class Tags:
    """Sets the property `Tags`, a list of `{"Key", "Value"}`.

    Args:
        service: name of the client.
        target: the parameter that names the resource.
        identity: the property with its value.
        tag: the operation that sets tags.
        untag: the operation that removes tags.
        as_map: the service takes `{key: value}`.
    """

    service: str
    target: str = "ResourceArn"
    identity: str = "Arn"
    tag: str = "tag_resource"
    untag: str = "untag_resource"
    as_map: bool = False

    def __call__(self, change: Change) -> None:
        """Set the tags that the model has, remove the others."""
        client, target = change.client(self.service), {self.target: change.model[self.identity]}
        tags = change.model.get("Tags") or []
        if gone := sorted(_by_key(change.previous).keys() - _by_key(change.model).keys()):
            getattr(client, self.untag)(**target, TagKeys=gone)
        if tags:
            getattr(client, self.tag)(**target, Tags=_by_key(change.model) if self.as_map else tags)


def _by_key(properties: Mapping[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in properties.get("Tags") or ()}
