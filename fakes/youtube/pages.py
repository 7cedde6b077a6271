"""Pages of lists, in YouTube's form.

A page token is a protocol buffer with the offset as field 1 and a flag as field 2, which tells whether it leads back.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from fakes.youtube.errors import invalid_parameter
from fakes.youtube.parameters import Parameters
from fakes.youtube.resources import Json, etag

Item = TypeVar("Item")


def render_list(
    kind: str, items: Sequence[Item], parameters: Parameters, limit: int, render: Callable[[Item], Json]
) -> Json:
    """A page of a list.

    Args:
        kind: such as `youtube#searchListResponse`.
        items: the whole list.
        parameters: tell the page.
        limit: items on a page.
        render: makes a resource of an item.

    Raises:
        ApiError: the page token is none.
    """
    start = _offset(parameters.text("pageToken"))
    resources = [render(item) for item in items[start : start + limit]]
    tokens: dict[str, Any] = {}
    if limit and start + limit < len(items):
        tokens["nextPageToken"] = _token(start + limit, back=False)
    if start > 0:
        tokens["prevPageToken"] = _token(max(start - limit, 0), back=True)
    body = {**tokens, "pageInfo": {"totalResults": len(items), "resultsPerPage": limit}, "items": resources}
    return {"kind": kind, "etag": etag(body), **body}


def _token(offset: int, *, back: bool) -> str:
    return urlsafe_b64encode(b"\x08" + _variable(offset) + b"\x10" + bytes([back])).decode().rstrip("=")


def _variable(number: int) -> bytes:
    """Seven bits in a byte, the lowest first; the eighth bit tells that more follow."""
    head = bytes([number & 0x7F | (0x80 if number > 0x7F else 0)])
    return head + _variable(number >> 7) if number > 0x7F else head


def _offset(token: str | None) -> int:
    if token is None:
        return 0
    try:
        data = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except ValueError:
        data = b""
    if len(data) < 4 or data[0] != 0x08 or data[-2] != 0x10:
        raise invalid_parameter("pageToken", "The request specifies an invalid page token.", "invalidPageToken")
    return sum((byte & 0x7F) << 7 * place for place, byte in enumerate(data[1:-2]))
