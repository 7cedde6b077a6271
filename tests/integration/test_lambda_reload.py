"""Hot reload: changed source takes effect at the next invocation."""

from pathlib import Path

import pytest

from harness import control
from harness.clients import Clients
from harness.pytest_plugin import EngineUnderTest
from tests.integration.lambda_functions import Functions

DEPLOYED = "def handler(event, context): return 'deployed'"


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


class HotFunction:
    """A function that runs from a source folder."""

    def __init__(self, functions: Functions, engine: EngineUnderTest, folder: Path, source: str) -> None:
        self._functions = functions
        self._endpoint = engine.endpoint
        self.folder = folder
        self.write("app.py", source)
        # The comment makes the archive unlike those of other tests: hot reload is per archive.
        self.name = functions.create(f"{DEPLOYED}  # {folder}")
        self.register([str(folder)])

    def register(self, folders: list[str]) -> None:
        sha256 = self._functions.client.get_function_configuration(FunctionName=self.name)["CodeSha256"]
        control.post(self._endpoint, "hot-reload", {"codeSha256": sha256, "folders": folders})

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def call(self) -> object:
        return self._functions.invoke(self.name).value


def test_a_change_takes_effect_at_the_next_invocation(
    functions: Functions, engine: EngineUnderTest, tmp_path: Path
) -> None:
    hot = HotFunction(functions, engine, tmp_path, "def handler(event, context): return 'one'")
    assert hot.call() == "one"

    # Of the same length and, most likely, within the same second.
    hot.write("app.py", "def handler(event, context): return 'two'")

    assert hot.call() == "two"


def test_a_change_below_the_folder_takes_effect(functions: Functions, engine: EngineUnderTest, tmp_path: Path) -> None:
    source = "from deeds.fields import first\ndef handler(event, context): return first"
    (tmp_path / "deeds").mkdir()
    (tmp_path / "deeds/fields.py").write_text("first = 'grantor'")
    hot = HotFunction(functions, engine, tmp_path, source)
    assert hot.call() == "grantor"

    hot.write("deeds/fields.py", "first = 'grantee'")

    assert hot.call() == "grantee"


def test_without_a_change_the_environment_is_kept(
    functions: Functions, engine: EngineUnderTest, tmp_path: Path
) -> None:
    source = "calls = []\ndef handler(event, context):\n    calls.append(1)\n    return len(calls)"
    hot = HotFunction(functions, engine, tmp_path, source)

    assert [hot.call(), hot.call()] == [1, 2]


def test_a_syntax_error_is_told_and_its_repair_works(
    functions: Functions, engine: EngineUnderTest, tmp_path: Path
) -> None:
    hot = HotFunction(functions, engine, tmp_path, DEPLOYED)
    hot.write("app.py", "def handler(")
    broken = functions.invoke(hot.name)
    hot.write("app.py", "def handler(event, context): return 'repaired'")

    assert broken.value["errorType"] == "Runtime.UserCodeSyntaxError"
    assert hot.call() == "repaired"


def test_a_source_folder_is_left_clean(functions: Functions, engine: EngineUnderTest, tmp_path: Path) -> None:
    hot = HotFunction(functions, engine, tmp_path, DEPLOYED)
    hot.write("helper.py", "x = 1")
    hot.write("app.py", f"import helper\n{DEPLOYED}")
    hot.call()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["app.py", "helper.py"]


def test_without_folders_the_deployed_code_runs_again(
    functions: Functions, engine: EngineUnderTest, tmp_path: Path
) -> None:
    hot = HotFunction(functions, engine, tmp_path, "def handler(event, context): return 'hot'")
    assert hot.call() == "hot"

    hot.register([])

    assert hot.call() == "deployed"
