"""Which log events a filter pattern finds."""

import pytest

from harness.engine.plugins.cloudwatch.filter_pattern import FilterPattern, FilterPatternError

EVENTS = ("[ERROR 400] BAD REQUEST", "[ERROR 401] UNAUTHORIZED", "START proc-17", "all is well")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("", EVENTS),
        ("ERROR", EVENTS[:2]),
        ("error", ()),
        ("ERROR REQUEST", EVENTS[:1]),
        ('"proc-17"', EVENTS[2:3]),
        ('"ERROR 401" UNAUTHORIZED', EVENTS[1:2]),
        ("ERROR -400", EVENTS[1:2]),
        ("-ERROR", EVENTS[2:]),
        ("?START ?well", EVENTS[2:]),
        ("ERROR ?START", EVENTS[:2]),
        ('?"proc-17" -well', EVENTS[2:3]),
    ],
)
def test_a_pattern_finds(pattern: str, found: tuple[str, ...]) -> None:
    wanted = FilterPattern.parse(pattern)

    assert tuple(event for event in EVENTS if wanted.matches(event)) == found


@pytest.mark.parametrize(
    ("pattern", "said"), [("proc-17", r"Invalid character\(s\) in term 'proc-17'"), ('"open', "Invalid filter pattern")]
)
def test_what_aws_refuses_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(FilterPatternError, match=said):
        FilterPattern.parse(pattern)


@pytest.mark.parametrize("pattern", ["{ $.level = ERROR }", "[ip, user, status = 4*]", "%4[0-9]{2}%"])
def test_another_syntax_is_not_taken_for_terms(pattern: str) -> None:
    with pytest.raises(NotImplementedError, match="not emulated"):
        FilterPattern.parse(pattern)
