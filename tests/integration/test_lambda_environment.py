"""What a function finds around it: variables, credentials, folders and packages as on AWS, nothing of the host's."""

import os
from pathlib import Path

import pytest

from harness.clients import Clients
from tests.integration.lambda_functions import Functions
from tests.waiting import eventually

TELL = """
import os, sys, tempfile
def handler(event, context):
    return {"environment": dict(os.environ), "cwd": os.getcwd(), "path": sys.path, "tmp": tempfile.gettempdir()}
"""

IMPORT = """
import importlib
def handler(names, context):
    def importable(name):
        try:
            importlib.import_module(name)
            return True
        except ImportError:
            return False
    return [name for name in names if importable(name)]
"""

IN_A_CHILD = """
import subprocess, sys
def handler(names, context):
    def importable(name):
        return subprocess.run([sys.executable, "-c", f"import {name}"], stderr=subprocess.DEVNULL).returncode == 0
    return [name for name in names if importable(name)]
"""


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


def test_a_function_sees_its_own_variables_and_those_of_lambda(functions: Functions) -> None:
    name = functions.create(TELL, Environment={"Variables": {"GREETING": "hallo"}}, MemorySize=192)

    seen = functions.invoke(name).value["environment"]

    assert seen["GREETING"] == "hallo"
    assert seen["AWS_LAMBDA_FUNCTION_NAME"] == name
    assert seen["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "192"
    assert seen["AWS_LAMBDA_FUNCTION_VERSION"] == "$LATEST"
    assert seen["AWS_REGION"] == seen["AWS_DEFAULT_REGION"] == "us-east-1"
    assert seen["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.11"
    assert seen["_HANDLER"] == "app.handler"
    assert seen["TZ"] == ":UTC"
    assert seen["AWS_LAMBDA_LOG_GROUP_NAME"] == f"/aws/lambda/{name}"


def test_nothing_of_the_hosts_or_the_engines_environment_reaches_a_function(functions: Functions) -> None:
    seen = functions.run(TELL).value["environment"]

    assert not [name for name in seen if name.startswith(("LOCALSTACK", "REHEARSE", "PYTEST", "EDGE_PORT"))]
    assert seen["HOME"] != str(Path.home())
    assert os.environ["PATH"] != seen["PATH"]


def test_code_runs_in_its_task_root_which_comes_first_on_the_import_path(functions: Functions) -> None:
    seen = functions.run(TELL).value

    assert seen["cwd"] == seen["environment"]["LAMBDA_TASK_ROOT"] == seen["path"][0]


def test_the_sdk_is_importable_and_the_rest_of_the_host_is_not(functions: Functions) -> None:
    runtime = ["boto3", "botocore", "jmespath", "urllib3", "dateutil"]
    hosts = ["harness", "fakes", "lambda_kit", "textract_processor", "localstack", "pydantic", "pytest", "pip"]

    assert functions.run(IMPORT, runtime + hosts).value == runtime


def test_a_child_process_can_import_no_more_than_its_parent(functions: Functions) -> None:
    assert functions.run(IN_A_CHILD, ["boto3", "harness", "localstack"]).value == ["boto3"]


def test_an_own_version_of_a_preloaded_package_wins(functions: Functions) -> None:
    source = {
        "app.py": "import six\ndef handler(event, context): return six.__version__",
        "six.py": "__version__ = 'my own'",
    }

    assert functions.run(source).value == "my own"


def test_a_module_named_like_one_of_the_harness_is_the_functions_own(functions: Functions) -> None:
    source = {
        "app.py": "from harness import mine\ndef handler(event, context): return mine",
        "harness.py": "mine = 'mine'",
    }

    assert functions.run(source).value == "mine"


def test_a_plain_client_reaches_the_engine_with_the_credentials_of_the_role(functions: Functions) -> None:
    source = """
        import boto3
        def handler(event, context):
            return boto3.client("sts").get_caller_identity()["Arn"]
    """
    name = functions.create(source)

    arn = functions.invoke(name).value

    account = functions.role.split(":")[4]
    assert arn == f"arn:aws:sts::{account}:assumed-role/worker/{name}"


def test_temporary_files_are_an_environments_own_and_stay_between_its_invocations(functions: Functions) -> None:
    source = """
        import tempfile, pathlib
        def handler(event, context):
            visits = pathlib.Path(tempfile.gettempdir(), "visits")
            visits.write_text((visits.read_text() if visits.exists() else "") + "x")
            return len(visits.read_text())
    """
    one, other = functions.create(source), functions.create(source)

    assert [functions.invoke(one).value, functions.invoke(one).value] == [1, 2]
    assert functions.invoke(other).value == 1


def test_temporary_files_go_with_their_environment(functions: Functions) -> None:
    name = functions.create(TELL)
    folder = Path(functions.invoke(name).value["tmp"])
    assert folder.is_dir()

    functions.update(name, TELL + "# changed")

    eventually(lambda: not folder.exists())
