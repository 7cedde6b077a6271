"""A presigned URL is good until its time is over. Patches `localstack.services.s3.presigned_url`.

As shipped, an expired URL is served with a line in the log, unless signatures are verified as well. That the engine
can't do: any secret is as good as another here.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

Query = dict[str, str]
Expiry = Callable[[Query], float]
"""When a URL's time is over, in seconds since the epoch."""


def apply(module: ModuleType) -> None:
    """Refuse expired URLs of both versions of signatures before anything else."""
    replace(module, "validate_presigned_url_s3", lambda original: _refusing(module, original, expiry_of_version_2))
    replace(module, "validate_presigned_url_s3v4", lambda original: _refusing(module, original, expiry_of_version_4))


def expiry_of_version_2(query: Query) -> float:
    """`Expires` is the moment itself."""
    return float(query["Expires"])


def expiry_of_version_4(query: Query) -> float:
    """`X-Amz-Expires` counts seconds from the signing."""
    signed = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return (signed + timedelta(seconds=int(query["X-Amz-Expires"]))).timestamp()


def _refusing(module: ModuleType, original: Callable[[Any], None], expiry: Expiry) -> Callable[[Any], None]:
    def validate(context: Any) -> None:
        try:
            over = expiry(context.request.args)
        except ValueError:  # for LocalStack to complain about
            over = float("inf")
        if over < time.time():
            times = {"Expires": over, "ServerTime": time.time()}
            raise module.AccessDenied("Request has expired", HostId=module.FAKE_HOST_ID, **times)
        original(context)

    return validate


PATCH = Patch("presigned-urls-expire", "localstack.services.s3.presigned_url", apply)
