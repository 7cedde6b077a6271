import re
from importlib import metadata
from pathlib import Path

from harness.engine.plugins.lambda_runtime.runtime_library import DISTRIBUTIONS, build


def test_everything_that_the_library_needs_is_in_it() -> None:
    required = {
        re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower()
        for name in DISTRIBUTIONS
        for requirement in metadata.requires(name) or ()
        if "extra ==" not in requirement
    }

    assert required <= set(DISTRIBUTIONS)


def test_the_folder_holds_the_library_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path)

    packages = {path.name for path in tmp_path.iterdir() if path.suffix not in (".dist-info", ".so")}
    assert {"boto3", "botocore", "awslambdaric", "urllib3", "dateutil", "six.py"} <= packages
    assert {"localstack", "pip", "harness", "bin"}.isdisjoint(packages)


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    build(tmp_path)
    before = {path: path.readlink() for path in tmp_path.iterdir()}

    build(tmp_path)

    assert {path: path.readlink() for path in tmp_path.iterdir()} == before


def test_a_stale_link_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "boto3").symlink_to(tmp_path / "gone")

    build(tmp_path)

    assert (tmp_path / "boto3" / "__init__.py").exists()
