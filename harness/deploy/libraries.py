"""The installed libraries that a system's zip carries."""

from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from harness.errors import DeployError

PROVIDED_BY_LAMBDA = frozenset({"boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3"})
"""What AWS's Python runtime brings along.
Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html (runtime-included SDK)."""

COMPILED = (".so", ".pyd", ".dylib")


def read_requirements(path: Path) -> list[str]:
    """Names of the libraries in a `requirements.txt`; versions come from the lock, so the file has none."""
    if not path.exists():
        return []
    lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
    return [line for line in lines if line]


def library_files(names: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Every file of the named distributions and of what they need, as (path in the zip, file).

    Raises:
        DeployError: one isn't installed, or holds code compiled for this machine, which Lambda's may not run.
    """
    for distribution in _closure(names):
        for file in distribution.files or ():
            inside = file.as_posix()
            if inside.endswith(COMPILED):
                raise DeployError(
                    f"Library {distribution.name!r} holds compiled code ({inside}).",
                    hint="Only pure-Python libraries can be packaged on any machine; use a Lambda layer for it.",
                )
            if _belongs_into_zip(inside):
                yield inside, Path(str(distribution.locate_file(file)))


def _closure(names: Iterable[str]) -> list[metadata.Distribution]:
    """The distributions and, transitively, what they require, without what Lambda provides."""
    found: dict[str, metadata.Distribution] = {}
    wanted = [str(canonicalize_name(name)) for name in names]
    while wanted:
        name = wanted.pop()
        if name in found or name in PROVIDED_BY_LAMBDA:
            continue
        found[name] = _installed(name)
        wanted += _requirements_of(found[name])
    return [found[name] for name in sorted(found)]


def _installed(name: str) -> metadata.Distribution:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        raise DeployError(
            f"Library {name!r} isn't installed.", hint="Add it to pyproject.toml, then `make lock install`."
        ) from None


def _requirements_of(distribution: metadata.Distribution) -> list[str]:
    parsed = (Requirement(text) for text in distribution.requires or ())
    # `extra` is empty: optional parts are left out.
    return [
        canonicalize_name(item.name) for item in parsed if item.marker is None or item.marker.evaluate({"extra": ""})
    ]


def _belongs_into_zip(inside: str) -> bool:
    return not inside.startswith("..") and "__pycache__" not in inside and ".dist-info/" not in inside
