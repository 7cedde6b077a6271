import json
import signal

import pytest

from harness.engine.plugins.lambda_runtime import failures


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (0, "Runtime exited without providing a reason"),
        (1, "Runtime exited with error: exit status 1"),
        (-signal.SIGKILL, "Runtime exited with error: signal: killed"),
        (-signal.SIGSEGV, "Runtime exited with error: signal: segmentation fault"),
        (-signal.SIGABRT, "Runtime exited with error: signal: aborted"),
    ],
)
def test_an_exit_is_told_as_go_tells_it(status: int, reason: str) -> None:
    problem = failures.exited(status)

    assert json.loads(problem.body("r-1")) == {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: r-1 Error: {reason}",
    }
    assert problem.log("r-1") == f"RequestId: r-1 Error: {reason}\nRuntime.ExitError\n"


def test_a_timeout_is_told_with_two_decimals() -> None:
    problem = failures.timed_out(3)

    assert json.loads(problem.body("r-1"))["errorMessage"] == "RequestId: r-1 Error: Task timed out after 3.00 seconds"
    assert problem.log("r-1").endswith("Z r-1 Task timed out after 3.00 seconds\n\n")


def test_what_the_runtime_wrote_itself_is_passed_on_and_not_logged_twice() -> None:
    problem = failures.init_error("Runtime.HandlerNotFound", b'{"errorType": "x"}')

    assert (problem.body("r-1"), problem.log("r-1")) == (b'{"errorType": "x"}', "")
