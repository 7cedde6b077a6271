from typing import Any

from harness.engine.call import Call
from harness.engine.plugins.recorder.tallies import Tallies


def call(account: str = "111111111111", **other: Any) -> Call:
    known: dict[str, Any] = {"service": "s3", "operation": "PutObject", "status": 200, "milliseconds": 1.0}
    return Call(time=0.0, account=account, region="us-east-1", **known | other)


def test_calls_are_counted_by_operation_and_outcome() -> None:
    tallies = Tallies()
    for _ in range(3):
        tallies.add(call(request_bytes=10, response_bytes=None))
    tallies.add(call(error="SlowDown", status=503))
    assert tallies.of("111111111111") == [
        {
            "service": "s3",
            "operation": "PutObject",
            "error": "",
            "by": "client",
            "count": 3,
            "request_bytes": 30,
            "response_bytes": 0,
        },
        {
            "service": "s3",
            "operation": "PutObject",
            "error": "SlowDown",
            "by": "client",
            "count": 1,
            "request_bytes": 0,
            "response_bytes": 0,
        },
    ]


def test_accounts_are_counted_apart() -> None:
    tallies = Tallies()
    tallies.add(call())
    assert tallies.of("222222222222") == []


def test_what_functions_and_services_call_is_told_apart() -> None:
    """Who reckons costs must leave out whoever only watches."""
    tallies = Tallies()
    tallies.add(call(role="arn:aws:iam::111111111111:role/reader"))
    tallies.add(call(caller="service"))
    assert [tally["by"] for tally in tallies.of("111111111111")] == ["function", "service"]
