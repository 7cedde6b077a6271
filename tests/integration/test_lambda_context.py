"""The `context` object of a handler, made by AWS's own runtime client from what the engine tells it."""

import base64
import json

import pytest

from harness.clients import Clients
from tests.integration.lambda_functions import Functions

TELL = """
import os
def handler(event, context):
    client = context.client_context
    return {
        "name": context.function_name,
        "version": context.function_version,
        "arn": context.invoked_function_arn,
        "memory": context.memory_limit_in_mb,
        "request": context.aws_request_id,
        "group": context.log_group_name,
        "stream": context.log_stream_name,
        "left": context.get_remaining_time_in_millis(),
        "custom": client.custom if client else None,
        "trace": os.environ["_X_AMZN_TRACE_ID"],
    }
"""


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


def test_context_names_function_memory_and_log(functions: Functions) -> None:
    name = functions.create(TELL, MemorySize=512)

    told = functions.invoke(name).value

    assert (told["name"], told["version"], told["memory"]) == (name, "$LATEST", "512")
    assert told["group"] == f"/aws/lambda/{name}"
    assert "[$LATEST]" in told["stream"]


def test_context_and_log_have_the_same_request_id(functions: Functions) -> None:
    result = functions.run(TELL)

    assert f"START RequestId: {result.value['request']} Version: $LATEST" in result.log


def test_remaining_time_is_that_of_the_functions_timeout(functions: Functions) -> None:
    left = functions.run(TELL, Timeout=100).value["left"]

    assert 90_000 < left <= 100_000


def test_context_names_the_arn_by_which_the_function_was_called(functions: Functions) -> None:
    name = functions.create(TELL)
    version = functions.client.publish_version(FunctionName=name)["Version"]
    functions.client.create_alias(FunctionName=name, Name="live", FunctionVersion=version)

    told = functions.invoke(name, Qualifier="live").value

    assert told["arn"].endswith(f":function:{name}:live")
    assert told["version"] == version


def test_the_callers_client_context_reaches_the_handler(functions: Functions) -> None:
    name = functions.create(TELL)
    context = base64.b64encode(json.dumps({"custom": {"colour": "blue"}}).encode()).decode()

    assert functions.invoke(name, ClientContext=context).value["custom"] == {"colour": "blue"}
    assert functions.invoke(name).value["custom"] is None


def test_each_invocation_has_a_trace_of_its_own(functions: Functions) -> None:
    name = functions.create(TELL)

    first, second = functions.invoke(name).value["trace"], functions.invoke(name).value["trace"]

    assert first.startswith("Root=1-")
    assert first != second
