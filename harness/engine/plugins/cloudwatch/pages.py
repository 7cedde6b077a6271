"""Answers in pages."""

from collections.abc import Sequence
from typing import TypeVar

from localstack.aws.api.cloudwatch import InvalidNextToken

LARGEST_PAGE = 100
"""CloudWatch API Reference, `MaxRecords` of `DescribeAlarms` and `DescribeAlarmHistory`."""

T = TypeVar("T")


def page_of(items: Sequence[T], size: int | None, token: str | None) -> tuple[Sequence[T], str | None]:
    """A page, and the token of the next one; None after the last.

    Args:
        items: all of them, in their order.
        size: how many a page has at most; `LARGEST_PAGE` if it isn't said.
        token: of the page; None for the first.

    Raises:
        InvalidNextToken: the token is none of ours.
    """
    try:
        first = int(token or 0)
    except ValueError:
        raise InvalidNextToken("The token is none of ours.") from None
    end = first + (size or LARGEST_PAGE)
    return items[first:end], str(end) if items[end:] else None
