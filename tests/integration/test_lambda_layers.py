"""Layers join the import path as they would in `/opt`."""

import uuid

import pytest

from harness.clients import Clients
from tests.integration.lambda_functions import Functions, archive

SAY = "from greeting import word\ndef handler(event, context): return word"


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


def layer(functions: Functions, path: str, word: str) -> str:
    """Publish a layer with one module, and return its ARN."""
    content = {"ZipFile": archive({path: f"word = {word!r}"})}
    name = f"layer-{uuid.uuid4().hex[:8]}"
    answer = functions.client.publish_layer_version(LayerName=name, Content=content)
    return str(answer["LayerVersionArn"])


@pytest.mark.parametrize("path", ["python/greeting.py", "python/lib/python3.11/site-packages/greeting.py"])
def test_a_function_imports_from_a_layer(functions: Functions, path: str) -> None:
    assert functions.run(SAY, Layers=[layer(functions, path, "layered")]).value == "layered"


def test_the_last_layer_wins(functions: Functions) -> None:
    layers = [layer(functions, "python/greeting.py", word) for word in ("first", "last")]

    assert functions.run(SAY, Layers=layers).value == "last"


def test_the_functions_own_code_wins_over_a_layer(functions: Functions) -> None:
    source = {"app.py": SAY, "greeting.py": "word = 'own'"}

    assert functions.run(source, Layers=[layer(functions, "python/greeting.py", "layered")]).value == "own"


def test_a_layer_added_later_takes_effect(functions: Functions) -> None:
    name = functions.create("import importlib\ndef handler(name, context): return importlib.import_module(name).word")
    assert functions.invoke(name, "greeting").error

    functions.configure(name, Layers=[layer(functions, "python/greeting.py", "late")])

    assert functions.invoke(name, "greeting").value == "late"
