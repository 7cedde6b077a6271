"""What the executor reads from LocalStack's record of a function's version."""

import logging
from collections.abc import Iterator
from pathlib import Path

from localstack.aws.api.lambda_ import PackageType
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion

from harness.engine.plugins.lambda_runtime import reload, runtimes
from harness.engine.plugins.lambda_runtime.task_root import Archive

LOG = logging.getLogger(__name__)
_told: set[str] = set()


def archives(function_version: FunctionVersion) -> Iterator[Archive]:
    """The version's code, then its layers.

    Raises:
        ValueError: it is a container image.
    """
    settings = function_version.config
    if settings.package_type != PackageType.Zip:
        raise ValueError("This engine runs Lambda without Docker: functions must be zip archives, not images.")
    yield settings.code
    yield from (layer.code for layer in settings.layers or ())


def hot_folders(archive: Archive) -> tuple[Path, ...]:
    """Source folders from which an archive's functions run instead; see `reload`."""
    if archive.is_hot_reloading():
        return (archive.get_unzipped_code_location(),)
    return reload.folders_for(archive.code_sha256)


def user_name(function_version: FunctionVersion) -> str:
    """The version as a user of unpacked code. An update has the same ARN, and overlaps with what it replaces."""
    return f"{function_version.qualified_arn}/{function_version.config.revision_id}"


def tell_once(function_version: FunctionVersion) -> None:
    """Write to the engine's log, once per function, that it doesn't run on the Python that it asks for."""
    function = function_version.id.unqualified_arn()
    sentence = runtimes.substitution(function, function_version.config.runtime)
    if sentence and function not in _told:
        _told.add(function)
        LOG.warning(sentence)
