"""Who signed a call: the role and the session behind its credentials."""

from functools import lru_cache
from typing import NamedTuple

ROLE_KEYS = ("ASIA", "LSIA")
"""Beginnings of access keys that belong to an assumed role: AWS's and LocalStack's."""

ACCOUNTS_KEPT = 1024
"""Access keys whose role is remembered."""


class Identity(NamedTuple):
    """A role's ARN and the session's name; both empty for credentials of an account or a user."""

    role: str = ""
    session: str = ""


class UnknownKeyError(LookupError):
    """No role is known for an access key, yet."""


def identify(access_key: str | None) -> Identity:
    """Who holds an access key."""
    if not access_key or not access_key.startswith(ROLE_KEYS):
        return Identity()
    try:
        return _role_of(access_key)
    except UnknownKeyError:
        return Identity()


@lru_cache(ACCOUNTS_KEPT)
def _role_of(access_key: str) -> Identity:
    """Look the key up in moto's list of assumed roles, which grows; an error isn't remembered."""
    from localstack.aws.accounts import get_account_id_from_access_key_id
    from moto.sts.models import sts_backends

    backends = sts_backends[get_account_id_from_access_key_id(access_key)]
    for backend in list(backends.values()):
        assumed = backend.get_assumed_role_from_access_key(access_key)
        if assumed is not None:
            return Identity(assumed.role_arn, assumed.session_name)
    raise UnknownKeyError(access_key)
