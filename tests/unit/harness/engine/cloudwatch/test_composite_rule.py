"""When a composite alarm goes off."""

import pytest

from harness.engine.plugins.cloudwatch.composite_rule import CompositeRule, RuleError

STATES = {"a": "ALARM", "b": "OK", "c": "INSUFFICIENT_DATA", "ORDERS AND MORE": "ALARM"}


@pytest.mark.parametrize(
    ("rule", "goes_off"),
    [
        ("ALARM(a)", True),
        ('ALARM("b")', False),
        ("ALARM('a') AND OK('b')", True),
        ("ALARM(b) OR INSUFFICIENT_DATA(c)", True),
        ("NOT ALARM(a)", False),
        ("NOT (ALARM(b) OR ALARM(c))", True),
        ("ALARM(a) OR ALARM(b) AND ALARM(c)", True),
        ("(ALARM(a) OR ALARM(b)) AND ALARM(c)", False),
        ('ALARM ( "ORDERS AND MORE" )', True),
        ("ALARM(a)\n  AND NOT FALSE\n", True),
        ("TRUE", True),
    ],
)
def test_a_rule_says_what_its_words_say(rule: str, goes_off: bool) -> None:
    assert CompositeRule(rule).holds(STATES.__getitem__) is goes_off


def test_a_rule_knows_what_it_is_about() -> None:
    rule = "ALARM(a) AND (OK(\"arn:aws:cloudwatch:us-east-1:1:alarm:b\") OR OK('a'))"
    assert CompositeRule(rule).alarms == ("a", "arn:aws:cloudwatch:us-east-1:1:alarm:b")


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "a",
        "ALARM()",
        "ALARM(a",
        "ALARM(a) ALARM(b)",
        "ALARM(a) XOR OK(b)",
        "alarm(a)",
        "AND ALARM(a)",
        "_0",
        "a()",
        "ALARM(a)()",
        "()",
    ],
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(RuleError):
        CompositeRule(rule)
