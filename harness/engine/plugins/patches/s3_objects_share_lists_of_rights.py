"""S3 objects with the same canned access control list share it. Patches `localstack.services.s3.provider`.

As shipped, each object has a copy of its own, and that is most of what it holds in memory. Nobody changes a list:
another one takes its place.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Make each list once."""
    replace(module, "get_canned_acl", _shared)


def _shared(original: Callable[..., Any]) -> Callable[..., Any]:
    made: dict[tuple[str, tuple[tuple[str, str], ...]], Any] = {}

    def get_canned_acl(canned_acl: str, owner: dict[str, str]) -> Any:
        key = canned_acl, tuple(sorted(owner.items()))
        if key not in made:
            made[key] = original(canned_acl, owner)
        return made[key]

    return get_canned_acl


PATCH = Patch("s3-objects-share-lists-of-rights", "localstack.services.s3.provider", apply)
