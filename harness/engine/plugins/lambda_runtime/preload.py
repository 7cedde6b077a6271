"""What the template imports and computes once, so that no worker has to. Standard library only, apart from the SDK."""

import importlib
import site
import sys
from functools import lru_cache
from typing import Any

from harness.engine.plugins.endpoint_rules import share_rules

SERVICES = (
    "apigatewaymanagementapi",
    "appconfigdata",
    "bedrock-runtime",
    "cloudwatch",
    "dynamodb",
    "events",
    "lambda",
    "logs",
    "rekognition",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "sts",
    "textract",
    "transcribe",
)
"""Services whose models are parsed in the template: those that the systems call. Each costs about 1 MB, shared."""

_MODULES = (
    "asyncio",
    "boto3",
    "boto3.dynamodb.conditions",
    "boto3.dynamodb.types",
    "decimal",
    "encodings.idna",
    "uuid",
    "zoneinfo",
)
_PARTS = 1024
"""Of `User-Agent`s: more than a process has."""

_names: set[str] = set()


def warm_up() -> None:
    """Import the SDK, and parse the models of `SERVICES` once for all workers."""
    # Without `site`, which would process the virtual environment's .pth files, these built-ins are missing.
    site.setquit()
    site.sethelper()
    before = set(sys.modules)
    for module in _MODULES:
        importlib.import_module(module)
    _share_endpoint_rules()
    _share_loader()
    _clean_user_agents_once()
    _names.update(set(sys.modules) - before)


def imported_names() -> frozenset[str]:
    """Top-level modules that only the warm-up imported; on AWS the function's own would be found first."""
    return frozenset(name.partition(".")[0] for name in _names)


def forget() -> None:
    """Un-import them, for a function that brings its own version of one."""
    for name in _names:
        sys.modules.pop(name, None)


def _share_endpoint_rules() -> None:
    """Build the rules of endpoints once for all workers, and ask them no more than they look at.

    They are half of what a client takes, and S3's were followed in each call.
    """
    from botocore import endpoint_provider

    provider: Any = endpoint_provider.EndpointProvider
    provider.__init__ = share_rules


def _share_loader() -> None:
    """Give every session one loader of service models, whose cache the template fills.

    A loader that looks through the SDK's 400 folders and parses their JSON takes most of a cold start with boto3.
    """
    import boto3
    import botocore.session

    session: Any = boto3.Session(
        aws_access_key_id="none",
        aws_secret_access_key="none",  # noqa: S106 - no secret
        region_name="us-east-1",
    )
    for service in SERVICES:
        session.client(service)
    shared = session._session.get_component("data_loader")
    create = botocore.session.create_loader

    def create_loader(search_path_string: str | None = None) -> Any:
        return create(search_path_string) if search_path_string else shared

    botocore.session.create_loader = create_loader


def _clean_user_agents_once() -> None:
    """Remember the parts of the `User-Agent`, which the SDK cleans four times in each call."""
    from botocore import useragent

    useragent.sanitize_user_agent_string_component = lru_cache(_PARTS)(useragent.sanitize_user_agent_string_component)
