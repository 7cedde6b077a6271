"""Environments over time: reuse, concurrency, updates, versions, end."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.clients import Clients
from tests.integration.lambda_functions import Functions, Result
from tests.waiting import eventually

COUNT = """
calls = 0
def handler(event, context):
    global calls
    calls += 1
    return calls
"""

WAIT = """
import pathlib, time
def handler(folder, context):
    folder = pathlib.Path(folder)
    (folder / "started").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    import late
    return late.word
"""

MEET = """
import os, pathlib, time
def handler(meeting, context):
    folder = pathlib.Path(meeting["folder"])
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < meeting["size"]:
        time.sleep(0.01)
    return os.getpid()
"""

WHERE = "import os\ndef handler(event, context): return os.getcwd()"


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


def test_globals_survive_from_one_invocation_to_the_next(functions: Functions) -> None:
    name = functions.create(COUNT)

    assert [functions.invoke(name).value for _ in range(3)] == [1, 2, 3]


def test_concurrent_invocations_have_an_environment_each(functions: Functions, tmp_path: Path) -> None:
    name = functions.create(MEET, Timeout=250)  # on a saturated machine the fourth environment starts after 25 s
    meeting = {"folder": str(tmp_path), "size": 4}

    with ThreadPoolExecutor(4) as callers:
        results = list(callers.map(lambda _: functions.invoke(name, meeting), range(4)))

    assert len({result.value for result in results}) == 4


def test_new_code_takes_effect(functions: Functions) -> None:
    name = functions.create("def handler(event, context): return 'old'")
    assert functions.invoke(name).value == "old"

    functions.update(name, "def handler(event, context): return 'new'")

    assert functions.invoke(name).value == "new"


def test_new_configuration_takes_effect(functions: Functions) -> None:
    source = "import os\ndef handler(event, context): return os.environ['COLOUR']"
    name = functions.create(source, Environment={"Variables": {"COLOUR": "red"}})
    assert functions.invoke(name).value == "red"

    functions.configure(name, Environment={"Variables": {"COLOUR": "green"}})

    assert functions.invoke(name).value == "green"


def test_an_update_lets_the_running_invocation_finish(functions: Functions, tmp_path: Path) -> None:
    name = functions.create({"app.py": WAIT, "late.py": "word = 'old'"}, Timeout=30)

    with ThreadPoolExecutor(1) as caller:
        running: Future[Result] = caller.submit(functions.invoke, name, str(tmp_path))
        eventually((tmp_path / "started").exists)
        functions.update(name, "def handler(event, context): return 'new'")
        updated = functions.invoke(name).value
        (tmp_path / "go").touch()

    assert updated == "new"
    assert running.result().value == "old"


def test_a_published_version_keeps_its_code(functions: Functions) -> None:
    name = functions.create("def handler(event, context): return 'first'")
    version = functions.client.publish_version(FunctionName=name)["Version"]

    functions.update(name, "def handler(event, context): return 'second'")

    assert functions.invoke(name, Qualifier=version).value == "first"
    assert functions.invoke(name).value == "second"


def test_provisioned_environments_are_started_ahead(functions: Functions) -> None:
    source = "import os\ndef handler(event, context): return os.environ['AWS_LAMBDA_INITIALIZATION_TYPE']"
    name = functions.create(source)
    version = functions.client.publish_version(FunctionName=name)["Version"]
    functions.client.put_provisioned_concurrency_config(
        FunctionName=name, Qualifier=version, ProvisionedConcurrentExecutions=1
    )
    eventually(lambda: _provisioned(functions, name, version) == "READY")

    assert functions.invoke(name, Qualifier=version).value == "provisioned-concurrency"


def test_an_asynchronous_invocation_runs_and_logs(functions: Functions) -> None:
    name = functions.create("def handler(event, context): print('got', event)")

    functions.client.invoke(FunctionName=name, InvocationType="Event", Payload="17")

    assert "got 17\n" in functions.log_of(name, "REPORT")


def test_functions_of_one_archive_share_its_unpacked_code_and_so_does_who_comes_later(functions: Functions) -> None:
    one, other = functions.create(WHERE), functions.create(WHERE)
    folder = functions.invoke(one).value
    assert functions.invoke(other).value == folder

    functions.client.delete_function(FunctionName=one)
    assert functions.invoke(other).value == folder

    functions.client.delete_function(FunctionName=other)
    assert functions.invoke(functions.create(WHERE)).value == folder


def _provisioned(functions: Functions, name: str, version: str) -> str:
    answer = functions.client.get_provisioned_concurrency_config(FunctionName=name, Qualifier=version)
    return str(answer["Status"])
