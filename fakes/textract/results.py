"""Pages through a job's blocks without ever holding all of them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fakes.common.written import Written
from fakes.textract.errors import InvalidParameterError

MAX_RESULTS = 1000
"""Blocks per response: https://docs.aws.amazon.com/textract/latest/dg/API_GetDocumentAnalysis.html"""


@dataclass(frozen=True)
class ResultPage:
    """Some blocks, and the token that asks for the next ones."""

    blocks: Written
    next_token: str | None


def read_blocks(path: Path, job_id: str, token: str | None, limit: int) -> ResultPage:
    """Read the blocks that follow a token.

    Args:
        path: one block as JSON per line.
        job_id: the job whose blocks they are; a token is good for one job only.
        token: from the response before; None for the first blocks.
        limit: at most so many blocks; more than 1,000 count as 1,000.

    Raises:
        InvalidParameterError: not a token of this job.
    """
    start = _offset(token, job_id)
    with path.open("rb") as file:
        file.seek(start)
        lines = list(islice(file, min(limit, MAX_RESULTS)))
        more = bool(file.read(1))
    end = start + sum(map(len, lines))
    return ResultPage(Written(f"[{b','.join(lines).decode()}]"), _token(job_id, end) if more else None)


def _token(job_id: str, offset: int) -> str:
    return urlsafe_b64encode(f"{job_id}:{offset}".encode()).decode()


def _offset(token: str | None, job_id: str) -> int:
    if token is None:
        return 0
    try:
        owner, offset = urlsafe_b64decode(token).decode("ascii").split(":")
        position = int(offset)
    except ValueError as error:
        raise InvalidParameterError from error
    if owner != job_id:
        raise InvalidParameterError
    return position
