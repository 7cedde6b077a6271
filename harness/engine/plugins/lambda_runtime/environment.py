"""What a Lambda environment contains: variables as on AWS, and nothing of the host's own."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BINARIES = ("/usr/local/bin", "/usr/bin", "/bin")
"""The part of AWS's PATH that exists on the host too."""

ENGINE_ONLY = ("LOCALSTACK_", "EDGE_PORT", "AWS_LAMBDA_FUNCTION_TIMEOUT")
"""Beginnings of the names that LocalStack adds and AWS doesn't: code must not be able to tell where it runs."""


@dataclass(frozen=True)
class Places:
    """Where things are that are at fixed paths on AWS.

    Attributes:
        task_root: the function's code; `/var/task` on AWS.
        layers: unpacked layers in the function's order; together `/opt` on AWS.
        library: packages of the runtime; `/var/runtime` on AWS.
        scratch: this environment's own temporary folder; `/tmp` on AWS.
    """

    task_root: Path
    layers: tuple[Path, ...]
    library: Path
    scratch: Path


@dataclass(frozen=True)
class Settings:
    """The function's configuration, as far as its environment depends on it.

    Attributes:
        runtime: identifier such as `python3.12`.
        variables: what the user has set.
        logging: Lambda's `LoggingConfig`.
    """

    runtime: str
    variables: Mapping[str, str]
    logging: Mapping[str, str]


def variables(from_localstack: Mapping[str, object], settings: Settings, places: Places) -> dict[str, str]:
    """All variables of an environment's process.

    Args:
        from_localstack: what LocalStack composes: credentials of the role, names, endpoint, the user's variables.
        settings: the function's configuration.
        places: where its folders are.
    """
    given = {name: str(value) for name, value in from_localstack.items() if not name.startswith(ENGINE_ONLY)}
    return {**given, **_of_the_runtime(settings.runtime, places), **_of_logging(settings.logging), **settings.variables}


def _of_the_runtime(runtime: str, places: Places) -> dict[str, str]:
    tools = [str(layer / "bin") for layer in places.layers]
    libraries = [places.task_root, places.task_root / "lib", *(layer / "lib" for layer in places.layers)]
    return {
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}",
        "LAMBDA_TASK_ROOT": str(places.task_root),
        "LAMBDA_RUNTIME_DIR": str(places.library),
        "PATH": os.pathsep.join([str(Path(sys.executable).resolve().parent), *BINARIES, *tools]),
        "LD_LIBRARY_PATH": os.pathsep.join(map(str, libraries)),
        "PYTHONPATH": str(places.library),
        "LANG": "en_US.UTF-8",
        "TMPDIR": str(places.scratch),
        # Unset on AWS, where nobody's home is at hand. Unset here, `~` would be the home of the engine's user, with
        # that user's AWS configuration.
        "HOME": str(places.scratch),
    }


def _of_logging(logging: Mapping[str, str]) -> dict[str, str]:
    names = {"LogFormat": "AWS_LAMBDA_LOG_FORMAT", "ApplicationLogLevel": "AWS_LAMBDA_LOG_LEVEL"}
    return {variable: logging[name] for name, variable in names.items() if logging.get(name)}
