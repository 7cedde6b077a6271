"""A system's zip: reproducible, complete, and without what doesn't belong to it."""

import os
import zipfile
from pathlib import Path

import pytest

from harness.deploy.libraries import library_files
from harness.deploy.package import build
from harness.deploy.system import System, choose_systems
from harness.errors import DeployError, UsageError


@pytest.fixture
def system(tmp_path: Path) -> System:
    platform = tmp_path / "platform"
    (platform / "lambda_kit").mkdir(parents=True)
    (platform / "lambda_kit/__init__.py").write_text("")
    (platform / "tiny").mkdir()
    (platform / "tiny/handler.py").write_text("def handler(event, context): return event\n")
    (platform / "tiny/template.yaml").write_text("Resources: {}\n")
    return System("tiny", platform)


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_the_same_source_gives_the_same_digest_whenever_it_was_touched(system: System, tmp_path: Path) -> None:
    first = build(system, tmp_path / "one")
    handler = system.platform / "tiny/handler.py"
    os.utime(handler, (1, 1))
    handler.chmod(0o600)

    assert build(system, tmp_path / "two").digest == first.digest


def test_a_changed_source_gives_another_digest(system: System, tmp_path: Path) -> None:
    first = build(system, tmp_path)
    (system.platform / "tiny/handler.py").write_text("def handler(event, context): return None\n")

    assert build(system, tmp_path).digest != first.digest


def test_the_zip_holds_source_but_no_template_and_no_bytecode(system: System, tmp_path: Path) -> None:
    (system.platform / "tiny/__pycache__").mkdir()
    (system.platform / "tiny/__pycache__/handler.cpython-311.pyc").write_bytes(b"\0")

    assert names(build(system, tmp_path).path) == ["lambda_kit/__init__.py", "tiny/handler.py"]


def test_the_zip_carries_required_libraries_with_what_they_need_but_not_what_lambda_has(
    system: System, tmp_path: Path
) -> None:
    (system.platform / "tiny/requirements.txt").write_text("aws-lambda-powertools  # logging\n")

    packages = {name.split("/")[0] for name in names(build(system, tmp_path).path)}

    assert {"aws_lambda_powertools", "typing_extensions.py"} <= packages
    assert not {"boto3", "botocore", "jmespath"} & packages


def test_a_library_with_compiled_code_is_refused_by_name() -> None:
    with pytest.raises(DeployError, match=r"'numpy' holds compiled code"):
        list(library_files(["numpy"]))


def test_an_unknown_system_is_named_together_with_those_that_exist(system: System) -> None:
    with pytest.raises(UsageError, match="no system 'tinny'") as caught:
        choose_systems(system.platform.parent, ["tinny"])

    assert "tiny" in caught.value.hint
