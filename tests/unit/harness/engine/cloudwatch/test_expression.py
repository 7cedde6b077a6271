"""Metric math: what expressions come to, and which are refused."""

from typing import Any

import pytest

from harness.engine.plugins.cloudwatch.functions import ExpressionError
from harness.engine.plugins.cloudwatch.points import Points
from harness.engine.plugins.cloudwatch.queries import Queries

ERRORS = {0: 1.0, 60: 0.0, 180: 4.0}
INVOCATIONS = {0: 4.0, 60: 0.0, 120: 7.0, 180: 8.0}


def value(text: str, **more: str) -> Points:
    """What an expression over errors and invocations of four minutes comes to."""
    measured: dict[str, Points] = {"errors": ERRORS, "invocations": INVOCATIONS}
    stats = [{"Id": name, "MetricStat": {"Metric": name, "Period": 60, "Stat": "Sum"}} for name in measured]
    expressions = [{"Id": name, "Expression": text} for name, text in {"wanted": text, **more}.items()]
    queries = Queries([*stats, *expressions])
    return queries.answers(["wanted"], lambda stat: measured[stat["Metric"]], 0, 240)["wanted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 * errors / invocations", {0: 25, 180: 50}),
        ("100*(FILL(errors, 0)/invocations)", {0: 25, 120: 0, 180: 50}),
        ("IF(invocations > 0, errors / invocations, 0)", {0: 0.25, 60: 0, 180: 0.5}),
        ("IF(invocations > 4 AND errors > 0, 1, 0)", {0: 0, 60: 0, 180: 1}),
        ("IF(invocations > 4 || errors > 0, 1, 0)", {0: 1, 60: 0, 180: 1}),
        ("SUM([errors, invocations])", {0: 5, 60: 0, 120: 7, 180: 12}),
        ("AVG(METRICS())", {0: 2.5, 60: 0, 120: 7, 180: 6}),
        ("MAX(METRICS('err'))", ERRORS),
        ("errors ^ 2", {0: 1, 60: 0, 180: 16}),
        ("-errors", {0: -1, 60: 0, 180: -4}),
        ("errors / SUM(errors)", {0: 0.2, 60: 0, 180: 0.8}),
        ("errors / PERIOD(errors)", {0: 1 / 60, 60: 0, 180: 4 / 60}),
        ("FILL(errors, REPEAT)", {0: 1, 60: 0, 120: 0, 180: 4}),
        ("DIFF(errors)", {60: -1, 180: 4}),
        ("RATE(errors)", {60: -1 / 60, 180: 4 / 120}),
        ("CEIL(errors / 3)", {0: 1, 60: 0, 180: 2}),
    ],
)
def test_an_expression_comes_to(text: str, expected: Points) -> None:
    assert value(text) == pytest.approx(expected)


def test_expressions_may_be_made_of_expressions() -> None:
    assert value("100 * rate", rate="errors / invocations") == {0: 25, 180: 50}


@pytest.mark.parametrize(
    "text",
    [
        "errors +",
        "nobody * 2",
        "MEDIAN(errors)",
        "[errors][0]",
        "errors.imag",
        "errors % 2",
        "0 < errors < 3",
        "__import__('os')",
        "errors if invocations else 3",
        "[errors] * 2",
        "SUM(errors)",
        "SUM(3)",
        "FILL(errors)",
        "wanted + 1",
        "lambda: errors",
        "max(errors)(3)",
        "SUM(errors, key=3)",
    ],
)
def test_what_cloudwatch_would_refuse_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        value(text)


def test_functions_that_are_not_emulated_are_loud() -> None:
    with pytest.raises(NotImplementedError, match="ANOMALY_DETECTION_BAND is not emulated"):
        value("ANOMALY_DETECTION_BAND(errors)")


def test_unknown_statistics_are_noticed_before_anything_is_read() -> None:
    query: dict[str, Any] = {"Id": "wanted", "MetricStat": {"Metric": {}, "Period": 60, "Stat": "p99.9"}}
    Queries([query])

    with pytest.raises(Exception, match="Median"):
        Queries([query | {"MetricStat": {"Metric": {}, "Period": 60, "Stat": "Median"}}])
