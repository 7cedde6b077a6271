"""The environment of the engine's process: what LocalStack is told, and nothing of the user's own credentials."""

import hashlib
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

from harness.engine.folders import EngineFolders
from harness.settings import ClockKind, host_environment

# The engine is no AWS client of the user: of the host's variables it gets only these, and the fakes' settings.
INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SYSTEMROOT")

FAKES_SETTINGS = "REHEARSE_"
"""Prefix of the variables that `fakes/settings.py` reads in the engine's process."""

PRELOADED_SERVICES = (
    "cloudformation",
    "s3",
    "iam",
    "sts",
    "lambda",
    "sqs",
    "sns",
    "events",
    "dynamodb",
    "dynamodbstreams",
    "logs",
    "cloudwatch",
    "textract",
    "bedrock-runtime",
)
"""What a first deploy needs, in the order in which it asks for it."""


ALWAYS: Final = {
    "DNS_ADDRESS": "0",
    # Queue URLs must resolve without a name server, since there may be no network.
    "SQS_ENDPOINT_STRATEGY": "path",
    # glibc gives threads heaps of their own, which hardly shrink: a thread for each connection makes many of them.
    # And it learns to keep ever larger pieces, unless it is told from which size on they go back at once.
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    # Nothing may reach for the network.
    "DISABLE_EVENTS": "1",
    "SKIP_SSL_CERT_DOWNLOAD": "1",
    # Calls from one service to another take the handler chain in process, without a hop over HTTP.
    "IN_MEMORY_CLIENT": "1",
    "LS_LOG": "warn",
    # The line about each call isn't written on that level: unless its logger knows, it is put together all the same.
    # The others warn of a name server that is off, and of the scratch folder that we choose: nothing for a user to do.
    "LOG_LEVEL_OVERRIDES": "localstack.request=WARNING,localstack.dns.plugins=ERROR,localstack.deprecations=ERROR",
    "PYTHONUNBUFFERED": "1",
    # Ours instead of Twisted, Docker and Java.
    "GATEWAY_SERVER": "threads",
    "LAMBDA_RUNTIME_EXECUTOR": "process",
    # The executor limits its own starts. After LocalStack's 20 s an environment that is about to serve, on a busy
    # machine, would be ended, and its invocation fail.
    "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT": "900",
    "PROVIDER_OVERRIDE_DYNAMODB": "embedded",
    "PROVIDER_OVERRIDE_DYNAMODBSTREAMS": "embedded",
    "PROVIDER_OVERRIDE_TEXTRACT": "fake",
    "PROVIDER_OVERRIDE_REKOGNITION": "fake",
    "PROVIDER_OVERRIDE_TRANSCRIBE": "fake",
    "PROVIDER_OVERRIDE_BEDROCK_RUNTIME": "fake",
    "PROVIDER_OVERRIDE_BEDROCK_AGENT_RUNTIME": "fake",
    # Messages expire, which LocalStack leaves out unless it is asked.
    "SQS_ENABLE_MESSAGE_RETENTION_PERIOD": "1",
    # Unknown resource types must fail a deploy, never pass silently.
    "CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES": "0",
}
"""What every engine is told besides its place and its time, with the reason for each difference from the defaults."""

DEFAULTS: Final[dict[ClockKind, dict[str, str]]] = {
    "real": {"REHEARSE_DURATIONS": "shortest"},
    "virtual": {
        # Minutes of virtual time cost nothing, so that there fakes take as long as the originals.
        "REHEARSE_DURATIONS": "documented",
        # There scenarios run, whose reports tell of a thousand documents: 200 and 75 MB at the most.
        "REHEARSE_CALLS_KEPT": "200000",
        "REHEARSE_HAPPENINGS_KEPT": "150000",
    },
}
"""Settings of fakes and plugins where the user has none."""


def localstack_environment(folders: EngineFolders, host: str, port: int, clock: ClockKind = "real") -> dict[str, str]:
    """Variables for a LocalStack on the bare host."""
    return {
        **DEFAULTS[clock],
        **_inherited(host_environment()),
        **ALWAYS,
        **_places(folders),
        "GATEWAY_LISTEN": f"{host}:{port}",
        "LOCALSTACK_HOST": f"{host}:{port}",
    }


def _places(folders: EngineFolders) -> dict[str, str]:
    """All state under one folder of ours."""
    return {
        "FILESYSTEM_ROOT": str(folders.root / "filesystem"),
        "LOCALSTACK_VOLUME_DIR": str(folders.root / "volume"),
        "TMPDIR": str(folders.temporary),
        "HOME": str(folders.root),
        "XDG_CACHE_HOME": str(folders.root / "cache" / entry_points_digest()),
        "REHEARSE_CACHE_DIR": str(folders.cache),
    }


def entry_points_digest() -> str:
    """A name for the present set of plugins.

    plux keys its cache of entry points by times rounded to two minutes, so a re-installed plugin can stay unseen. A
    cache folder named after the content can't be stale.
    """
    points = (point for distribution in metadata.distributions() for point in distribution.entry_points)
    entries = sorted(f"{point.group}:{point.name}={point.value}" for point in points)
    return hashlib.sha256("\n".join([sys.prefix, *entries]).encode()).hexdigest()[:16]


def python_path() -> str:
    """The interpreter that runs the engine: the one that runs us."""
    return str(Path(sys.executable))


def _inherited(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name in INHERITED or name.startswith(FAKES_SETTINGS)}
