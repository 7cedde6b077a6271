"""An engine keeps its S3 objects in its own folder, not in one that all engines of a machine share.

Patches `localstack.services.s3.provider`, whose folder is a constant: a stopping engine took another's objects along.
"""

from pathlib import Path
from types import ModuleType

from localstack import config

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Point the constant below the engine's folder for temporary files."""
    replace(module, "DEFAULT_S3_TMP_DIR", lambda shared: str(Path(config.dirs.tmp) / Path(shared).name))


PATCH = Patch("s3-objects-live-with-their-engine", "localstack.services.s3.provider", apply)
