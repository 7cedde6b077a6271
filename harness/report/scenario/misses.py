"""Lookups that found nothing: an answer, and no failure. Whoever couldn't bear it says so itself."""

from typing import Final

from harness.engine.call import Call

LOOKUPS: Final = frozenset({("s3", "HeadObject"), ("s3", "GetObject")})
ABSENT: Final = frozenset({"NoSuchKey", "404", "NotFound"})


def is_miss(call: Call) -> bool:
    """Whether a call has looked for an object that isn't there, by no behaviour's doing."""
    return (call.service, call.operation) in LOOKUPS and call.error in ABSENT and not call.behaviour
