from types import SimpleNamespace

import pytest

from harness.engine.plugins.gauges.functions import Functions

VERSION = SimpleNamespace(
    id=SimpleNamespace(account="111111111111", function_name="reader"), config=SimpleNamespace(memory_size=512)
)


def test_work_under_way_counts_as_it_goes_and_is_billed_when_it_has_ended() -> None:
    now = 100.0
    functions = Functions(lambda: now)
    with functions.at_work(VERSION):
        now = 103.0
        assert functions.of("111111111111") == {
            "reader": {"running": 1, "invocations": 0, "busy_seconds": 3.0, "gb_seconds": 0.0}
        }
        now = 104.0
    now = 200.0
    assert functions.of("111111111111") == {
        "reader": {"running": 0, "invocations": 1, "busy_seconds": 4.0, "gb_seconds": 2.0}
    }


def test_an_invocation_that_raises_has_ended_too() -> None:
    functions = Functions()
    with pytest.raises(RuntimeError), functions.at_work(VERSION):
        raise RuntimeError("lost")
    assert functions.of("111111111111")["reader"]["running"] == 0


def test_accounts_dont_see_each_others_functions() -> None:
    functions = Functions()
    with functions.at_work(VERSION):
        assert functions.of("222222222222") == {}
