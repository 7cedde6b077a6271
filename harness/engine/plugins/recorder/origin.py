"""Where a call comes from: a client, or a service of the engine that acts for someone."""

from typing import Any, NamedTuple

from fakes.behaviours.moment import Caller

ACCOUNT_FIELD = 4
"""Where the account is in an ARN, whose fields colons separate. Buckets' ARNs have none."""


class Origin(NamedTuple):
    """Who calls.

    Attributes:
        account: on whose behalf. A topic that calls a function calls for the topic's account, whatever credentials
            LocalStack uses inside.
        caller: a client or a service.
        principal: the service's name, if it says so.
        source: ARN of the resource for which it calls, if it says so.
    """

    account: str
    caller: Caller
    principal: str = ""
    source: str = ""


def origin_of(context: Any) -> Origin:
    """Where a request comes from.

    Args:
        context: LocalStack's `RequestContext`.
    """
    inner = context.internal_request_params
    account = context.account_id or ""
    if inner is None:
        return Origin(account, Caller.CLIENT)
    source = str(inner.get("source_arn") or "")
    fields = source.split(":")
    source_account = fields[ACCOUNT_FIELD] if len(fields) > ACCOUNT_FIELD else ""
    return Origin(source_account or account, Caller.SERVICE, str(inner.get("service_principal") or ""), source)
