"""How a function fails: every way ends in an error result in AWS's words, and the function works again after it."""

import re

import pytest

from harness.clients import Clients
from tests.integration.lambda_functions import Functions
from tests.waiting import ended, eventually


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


def test_an_exception_is_told_with_type_message_stack_and_request(functions: Functions) -> None:
    result = functions.run("""
        def handler(event, context):
            raise LookupError("no such deed")
    """)

    assert result.error == "Unhandled"
    assert result.value["errorType"] == "LookupError"
    assert result.value["errorMessage"] == "no such deed"
    assert 'app.py", line 3, in handler' in result.value["stackTrace"][0]
    assert result.value["requestId"] in result.log
    assert "[ERROR] LookupError: no such deed\rTraceback" in result.log


def test_a_function_that_takes_too_long_is_stopped(functions: Functions) -> None:
    name = functions.create(
        """
        import time
        def handler(seconds, context):
            print("working")
            time.sleep(seconds)
            return "done"
        """,
        Timeout=3,  # also for another start after the first
    )

    slow = functions.invoke(name, 60)

    assert slow.error == "Unhandled"
    assert slow.value["errorType"] == "Sandbox.Timedout"
    assert slow.value["errorMessage"].endswith("Error: Task timed out after 3.00 seconds")
    assert "working" in slow.log
    assert "Task timed out after 3.00 seconds" in slow.log
    assert "\tStatus: timeout\t" in slow.log
    assert functions.invoke(name, 0).value == "done"


def test_a_function_that_ignores_signals_is_stopped_too(functions: Functions) -> None:
    result = functions.run(
        """
        import signal
        def handler(event, context):
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            while True:
                pass
        """,
        Timeout=1,
    )

    assert result.value["errorType"] == "Sandbox.Timedout"


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("os._exit(7)", "Runtime exited with error: exit status 7"),
        ("sys.exit(3)", "Runtime exited with error: exit status 3"),
        ("sys.exit(0)", "Runtime exited without providing a reason"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "Runtime exited with error: signal: killed"),
        ("ctypes.string_at(0)", "Runtime exited with error: signal: segmentation fault"),
    ],
)
def test_a_crash_is_an_error_result_with_the_log_kept(functions: Functions, end: str, reason: str) -> None:
    name = functions.create(f"""
        import ctypes, os, signal, sys
        def handler(crash, context):
            print("last words")
            if crash:
                {end}
            return "alive"
    """)

    crash = functions.invoke(name, True)

    assert crash.error == "Unhandled"
    assert crash.value["errorType"] == "Runtime.ExitError"
    assert crash.value["errorMessage"].endswith(f"Error: {reason}")
    assert "last words" in crash.log
    assert "Error Type: Runtime.ExitError" in crash.log
    assert functions.invoke(name, False).value == "alive"


@pytest.mark.parametrize(
    ("source", "handler", "error_type", "message"),
    [
        ("import nowhere", "app.handler", "Runtime.ImportModuleError", "No module named 'nowhere'"),
        ("x = 1", "app.handler", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'app'"),
        ("def handler(:", "app.handler", "Runtime.UserCodeSyntaxError", "Syntax error in module 'app'"),
        ("x = 1", "apphandler", "Runtime.MalformedHandlerName", "Bad handler 'apphandler'"),
        ("1 / 0", "app.handler", "ZeroDivisionError", "division by zero"),
        ("import sys; sys.exit(4)", "app.handler", "Runtime.ExitError", "exit status 4"),
    ],
)
def test_a_handler_that_cant_be_loaded_fails_each_invocation(
    functions: Functions, source: str, handler: str, error_type: str, message: str
) -> None:
    name = functions.create(f"print('loading')\n{source}", Handler=handler)

    first, second = functions.invoke(name), functions.invoke(name)

    for result in (first, second):
        assert result.error == "Unhandled"
        assert result.value["errorType"] == error_type
        assert message in result.value["errorMessage"]
        assert f"Error Type: {error_type}" in result.log
    assert f"Phase: init\tStatus: error\tError Type: {error_type}" in first.log


def test_what_was_printed_before_loading_failed_is_in_the_log(functions: Functions) -> None:
    assert "so far so good" in functions.run("print('so far so good')\nimport nowhere").log


def test_a_result_that_json_doesnt_know_is_a_marshal_error(functions: Functions) -> None:
    result = functions.run("def handler(event, context): return {1, 2}")

    assert result.value["errorType"] == "Runtime.MarshalError"
    assert "set is not JSON serializable" in result.value["errorMessage"]


def test_a_response_of_six_megabytes_passes_and_a_larger_one_doesnt(functions: Functions) -> None:
    name = functions.create("def handler(size, context): return 'x' * size")

    assert len(functions.invoke(name, 6_291_556 - 2).value) == 6_291_554
    assert functions.invoke(name, 6_291_556 - 1).value == {
        "errorType": "Function.ResponseSizeTooLarge",
        "errorMessage": "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).",
    }


def test_a_function_that_uses_more_memory_than_it_has_is_killed(functions: Functions) -> None:
    name = functions.create(
        """
        import time
        def handler(megabytes, context):
            hoard = []
            for _ in range(megabytes):
                hoard.append(bytearray(1_000_000))
                time.sleep(0.001)
            return len(hoard)
        """,
        MemorySize=128,
    )

    greedy = functions.invoke(name, 5_000)

    assert greedy.value["errorType"] == "Runtime.OutOfMemory"
    assert greedy.value["errorMessage"].endswith("Runtime exited with error: signal: killed")
    assert "Max Memory Used: 128 MB" in greedy.log
    assert functions.invoke(name, 20).value == 20


def test_a_child_process_that_outlives_a_stopped_function_is_ended_with_it(functions: Functions) -> None:
    name = functions.create(
        """
        import subprocess, time
        def handler(event, context):
            print("child", subprocess.Popen(["sleep", "1000"]).pid)
            time.sleep(60)
        """,
        Timeout=3,
    )

    log = functions.invoke(name).log

    child = re.search(r"child (\d+)", log)
    assert child
    eventually(lambda: ended(int(child[1])))
