"""Keys of everything the system writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import PurePosixPath
from typing import Final

INCOMING: Final = "incoming/"
MAX_KEY_BYTES: Final = 1024
"""S3's limit on a key, in bytes of UTF-8."""
END_BYTES: Final = 16
"""Room for a number and a suffix."""


@dataclass(frozen=True)
class OutputKind:
    """One of the five outputs: its name in the record, its part of the key, its media type."""

    name: str
    infix: str
    suffix: str
    content_type: str


V1_SCHEMA: Final = OutputKind("v1Schema", "v1_schema", ".json", "application/json")
V2_DYNAMIC: Final = OutputKind("v2Dynamic", "v2_dynamic", ".json", "application/json")
TEXTRACT_RAW: Final = OutputKind("textractRaw", "textract_raw", ".json", "application/json")
SCHEMA_EXTENSIONS: Final = OutputKind("schemaExtensions", "schema_extensions", ".md", "text/markdown; charset=utf-8")
V2_SUMMARY: Final = OutputKind("v2Summary", "v2_summary", ".md", "text/markdown; charset=utf-8")


def output_key(stem: str, kind: OutputKind, moment: datetime) -> str:
    """`processed/<YYYY-MM-DD>/<stem>_<infix>_<YYYYMMDD_HHMMSS><suffix>`, in UTC."""
    tail = f"_{kind.infix}_{moment:%Y%m%d_%H%M%S}{kind.suffix}"
    return _fit(f"processed/{moment:%Y-%m-%d}/", stem, tail)


def stems(source_key: str) -> Iterator[str]:
    """The source's file name without suffix, then `-2`, `-3` … for when another document owns that name."""
    stem = PurePosixPath(source_key).stem
    yield from (stem + number for number in _numbers())


def failed_keys(source_key: str, moment: datetime) -> Iterator[tuple[str, str]]:
    """`failed/<YYYY-MM-DD>/<name>` for the copy, and `<name>.error.json` beside it for the reason.

    Subfolders are kept: two folders may hold files of one name. `-2`, `-3` … go before the suffix for when another
    document of that name has failed on that day.
    """
    folder, suffix = f"failed/{moment:%Y-%m-%d}/", PurePosixPath(source_key).suffix
    path = source_key.removeprefix(INCOMING).removesuffix(suffix)
    for number in _numbers():
        name = path + number + suffix
        yield _fit(folder, name, ""), _fit(folder, name, ".error.json")


def s3_uri(bucket: str, key: str) -> str:
    """`s3://bucket/key`, the key as it is."""
    return f"s3://{bucket}/{key}"


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _fit(head: str, middle: str, tail: str) -> str:
    """Shorten `middle` where the key would pass S3's limit: a source's own key may be as long as that.

    Its end stays, which tells names apart by their number.
    """
    room = MAX_KEY_BYTES - len(head.encode()) - len(tail.encode())
    whole = middle.encode()
    if len(whole) > room:
        whole = whole[: room - END_BYTES] + whole[-END_BYTES:]
    return head + whole.decode(errors="ignore") + tail
