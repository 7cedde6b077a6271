"""AWS's own policies are read once, and not for each account. Patches `moto.iam.models`.

An account's first call of whatever service gives it a thousand policies, read from 3 MB of JSON: a twentieth of a
deploy in a new account, and 4 MB of memory that every account kept for itself.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Read for the first account of each partition, and copy what is AWS's for the others."""
    replace(module.IAMBackend, "_init_aws_policies", _copying)


def _copying(original: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    read: dict[str, list[Any]] = {}

    @wraps(original)  # LocalStack patches it too, and looks for it by its name
    def init_aws_policies(backend: Any) -> list[Any]:
        if backend.partition not in read:
            read[backend.partition] = original(backend)
        return [_for_account(backend.account_id, policy) for policy in read[backend.partition]]

    return init_aws_policies


def _for_account(account: str, policy: Any) -> Any:
    """The policy as this account sees it: how often it is attached is the account's own affair, its text is not."""
    own = copy(policy)
    own.account_id = account
    own.tags = dict(policy.tags)
    own.versions = [copy(version) for version in policy.versions]
    return own


PATCH = Patch("managed-policies-read-once", "moto.iam.models", apply)
