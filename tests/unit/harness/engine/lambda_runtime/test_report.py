import json

from harness.engine.plugins.lambda_runtime import failures, report
from harness.engine.plugins.lambda_runtime.report import Usage

USAGE = Usage(duration_ms=12.341, init_ms=None, memory_mb=128, peak_mb=64)
FIRST = Usage(duration_ms=12.341, init_ms=80.0, memory_mb=128, peak_mb=64)


def test_start_line() -> None:
    assert report.start("r-1", "$LATEST", as_json=False) == "START RequestId: r-1 Version: $LATEST\n"


def test_report_line_of_a_success() -> None:
    assert report.end("r-1", USAGE, None, as_json=False) == (
        "END RequestId: r-1\n"
        "REPORT RequestId: r-1\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\t"
        "Max Memory Used: 64 MB\t\n"
    )


def test_the_first_report_tells_and_bills_the_start() -> None:
    line = report.end("r-1", FIRST, None, as_json=False)

    assert "\tBilled Duration: 93 ms\t" in line
    assert line.endswith("\tInit Duration: 80.00 ms\t\n")


def test_a_timeout_has_a_status_and_no_error_type() -> None:
    line = report.end("r-1", USAGE, failures.timed_out(3), as_json=False)

    assert line.endswith("\tStatus: timeout\t\n")


def test_a_crash_has_a_status_and_an_error_type() -> None:
    line = report.end("r-1", USAGE, failures.exited(1), as_json=False)

    assert line.endswith("\tStatus: error\tError Type: Runtime.ExitError\t\n")


def test_no_function_reports_more_memory_than_it_has() -> None:
    usage = Usage(duration_ms=1, init_ms=None, memory_mb=128, peak_mb=150)

    assert "Max Memory Used: 128 MB" in report.end("r-1", usage, None, as_json=False)


def test_json_report_of_a_crash() -> None:
    event = json.loads(report.end("r-1", FIRST, failures.exited(1), as_json=True))

    assert event["type"] == "platform.report"
    assert event["record"] == {
        "requestId": "r-1",
        "metrics": {
            "durationMs": 12.34,
            "billedDurationMs": 93,
            "memorySizeMB": 128,
            "maxMemoryUsedMB": 64,
            "initDurationMs": 80.0,
        },
        "status": "error",
        "errorType": "Runtime.ExitError",
    }


def test_a_failed_start_names_its_error() -> None:
    problem = failures.init_error("Runtime.ImportModuleError", b"{}")

    assert report.failed_init(5, problem, as_json=False) == (
        "INIT_REPORT Init Duration: 5.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError\n"
    )
