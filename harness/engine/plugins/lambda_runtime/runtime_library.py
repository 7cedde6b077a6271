"""The packages that every Python function finds on AWS, and no others: the host's remaining packages stay unseen."""

from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

DISTRIBUTIONS = (
    "awslambdaric",
    "boto3",
    "botocore",
    "jmespath",
    "python-dateutil",
    "s3transfer",
    "simplejson",
    "six",
    "snapshot-restore-py",
    "urllib3",
)
"""What AWS's managed Python runtimes carry beside the standard library. A function that needs more brings it in its
zip or a layer; that it has forgotten to shows here and not on AWS."""


def build(folder: Path, distributions: Sequence[str] = DISTRIBUTIONS) -> None:
    """Fill `folder` with links to the installed packages of some distributions.

    Raises:
        importlib.metadata.PackageNotFoundError: one of them isn't installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in distributions:
        for target in _top_level(metadata.distribution(name)):
            link = folder / target.name
            if not link.exists():
                link.unlink(missing_ok=True)
                link.symlink_to(target)


def _top_level(distribution: metadata.Distribution) -> set[Path]:
    """Packages, modules and metadata of a distribution; its scripts are elsewhere."""
    names = {file.parts[0] for file in distribution.files or ()}
    return {Path(str(distribution.locate_file(name))) for name in names - {"..", "__pycache__"}}
