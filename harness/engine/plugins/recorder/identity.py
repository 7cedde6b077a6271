"""Who signed a call: the role and the session behind its credentials."""

import re
from functools import lru_cache
from typing import NamedTuple

ROLE_KEY = re.compile(r"[= ]((?:ASIA|LSIA)\w+)[/:]")
"""An access key that belongs to an assumed role, AWS's or LocalStack's, in an `Authorization` header."""

KEYS_KEPT = 1024
"""Access keys whose role is remembered."""


class Identity(NamedTuple):
    """A role's ARN and the session's name; both empty for credentials of an account or a user."""

    role: str = ""
    session: str = ""


class UnknownKeyError(LookupError):
    """No role is known for an access key, yet."""


NOBODY = Identity()


def identify(authorization: str) -> Identity:
    """Who signed a request with that `Authorization` header."""
    found = ROLE_KEY.search(authorization)
    if found is None:
        return NOBODY
    try:
        return _role_of(found[1])
    except UnknownKeyError:
        return NOBODY


@lru_cache(KEYS_KEPT)
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
