"""Pages of a list, and the tokens that ask for the next one."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class InvalidTokenError(Exception):
    """Not a token of this list."""


def page(items: Sequence[Item], subject: str, token: str | None, limit: int) -> tuple[list[Item], str | None]:
    """Take the items that follow a token.

    Args:
        items: all of them.
        subject: whose list it is; a token is good for the same subject only.
        token: from the answer before; None for the first items.
        limit: at most so many items.

    Returns:
        The items, and the token for the next ones if there are more.

    Raises:
        InvalidTokenError: the token is of another subject, or none at all.
    """
    start = _offset(token, subject)
    end = start + limit
    following = urlsafe_b64encode(f"{end}:{subject}".encode()).decode() if end < len(items) else None
    return list(items[start:end]), following


def _offset(token: str | None, subject: str) -> int:
    if token is None:
        return 0
    try:
        offset, _, owner = urlsafe_b64decode(token.encode()).decode().partition(":")
        position = int(offset)
    except ValueError as error:
        raise InvalidTokenError from error
    if owner != subject or position < 0:
        raise InvalidTokenError
    return position
