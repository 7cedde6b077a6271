"""What a function writes, by whatever means, is in the log's tail and in CloudWatch Logs."""

import json
import re

import pytest

from harness.clients import Clients
from tests.integration.lambda_functions import Functions

NOISY = """
import logging, os, subprocess, sys
def handler(event, context):
    print("printed")
    print("complained", file=sys.stderr)
    logging.getLogger().warning("logged")
    os.write(1, b"raw\\n")
    subprocess.run("echo by a child; echo its complaint >&2", shell=True)
"""


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


def test_everything_written_is_in_the_tail_in_its_order(functions: Functions) -> None:
    lines = functions.run(NOISY).log.splitlines()

    assert re.fullmatch(r"START RequestId: [0-9a-f-]{36} Version: \$LATEST", lines[0])
    assert lines[1:3] == ["printed", "complained"]
    assert re.fullmatch(r"\[WARNING\]\t\d{4}-.*Z\t[0-9a-f-]{36}\tlogged", lines[3])
    assert lines[4:7] == ["raw", "by a child", "its complaint"]
    assert re.fullmatch(r"END RequestId: [0-9a-f-]{36}", lines[7])


def test_the_report_tells_duration_memory_and_the_start_only_once(functions: Functions) -> None:
    name = functions.create("def handler(event, context): pass", MemorySize=320)

    first, second = functions.invoke(name).log, functions.invoke(name).log

    assert re.search(
        r"REPORT RequestId: [0-9a-f-]{36}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\t"
        r"Memory Size: 320 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\t\n",
        first,
    )
    assert "Init Duration" not in second


def test_lines_arrive_in_cloudwatch_logs_one_event_each(functions: Functions) -> None:
    name = functions.create(NOISY)
    functions.invoke(name)

    lines = functions.log_of(name, "REPORT")

    assert {"printed\n", "complained\n", "raw\n", "by a child\n", "its complaint\n"} <= set(lines)


def test_the_log_of_a_stopped_function_arrives_in_cloudwatch_logs(functions: Functions) -> None:
    name = functions.create(
        """
        import time
        def handler(event, context):
            print("before the end")
            time.sleep(60)
        """,
        Timeout=1,
    )
    functions.invoke(name)

    lines = functions.log_of(name, "REPORT")

    assert "before the end\n" in lines
    assert any("Task timed out after 1.00 seconds" in line for line in lines)


def test_a_json_function_logs_nothing_but_json(functions: Functions) -> None:
    source = """
        import logging
        def handler(event, context):
            logging.getLogger().info("hello", extra={"deed": 7})
            logging.getLogger().debug("unheard")
    """
    name = functions.create(source, LoggingConfig={"LogFormat": "JSON", "ApplicationLogLevel": "INFO"})

    records = [json.loads(line) for line in functions.invoke(name).log.splitlines()]

    assert [record.get("type") or record["message"] for record in records] == [
        "platform.start",
        "hello",
        "platform.report",
    ]
    assert records[1]["deed"] == 7
    assert records[2]["record"]["metrics"]["memorySizeMB"] == 256


def test_text_of_every_alphabet_survives(functions: Functions) -> None:
    assert "čeština 漢字 🙂" in functions.run("def handler(event, context): print('čeština 漢字 🙂')").log
