"""Which functions run here, and how clearly the others are refused."""

import sys

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from harness.pytest_plugin import EngineUnderTest
from tests.integration.lambda_functions import Functions

VERSION = "import sys\ndef handler(event, context): return sys.version_info[:2]"


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


@pytest.mark.parametrize("minor", range(8, 15))
def test_every_python_runs_on_the_hosts(functions: Functions, minor: int) -> None:
    assert functions.run(VERSION, Runtime=f"python3.{minor}").value == list(sys.version_info[:2])


def test_the_engine_says_once_that_another_python_runs(functions: Functions, engine: EngineUnderTest) -> None:
    name = functions.create(VERSION, Runtime="python3.8")
    functions.configure(name, Timeout=5)
    functions.invoke(name)

    log = (engine.home / "engine" / "engine.log").read_text()

    assert log.count(f":function:{name} asks for python3.8 and runs on the host's Python") == 1


@pytest.mark.parametrize("runtime", ["nodejs20.x", "java21", "provided.al2023", "python2.7"])
def test_another_runtime_is_refused_by_name(functions: Functions, runtime: str) -> None:
    with pytest.raises(ClientError, match=f"Value {runtime} at 'runtime'.*without Docker") as refusal:
        functions.create(VERSION, Runtime=runtime)

    assert refusal.value.response["Error"]["Code"] == "InvalidParameterValueException"


def test_a_function_cant_change_to_another_runtime(functions: Functions) -> None:
    name = functions.create(VERSION)

    with pytest.raises(ClientError, match=r"nodejs20\.x"):
        functions.configure(name, Runtime="nodejs20.x")

    assert functions.invoke(name).error is None


def test_container_images_are_refused(functions: Functions) -> None:
    with pytest.raises(ClientError, match="without Docker"):
        functions.client.create_function(
            FunctionName="image", Role=functions.role, PackageType="Image", Code={"ImageUri": "images/one:1"}
        )
