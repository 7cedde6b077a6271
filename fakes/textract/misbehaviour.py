"""What behaviours make of a job: turned away, later, failed, hung, or read in part.

Moments of jobs name the operation that started them, and as resources the job's id, the document's key and
`bucket/key`.
"""

import json
from dataclasses import replace
from pathlib import Path

from fakes.behaviours.board import BOARD, Board, Order
from fakes.behaviours.effects import Delay, Error, Hang, Partial, Quota
from fakes.behaviours.moment import Moment, Point
from fakes.textract.job import Job, Outcome, Warning

_ABLE = (Delay, Error, Hang, Partial)
HUNG = "The job did not come to an end in time."


class Misbehaviour:
    """Asks the board about jobs.

    Args:
        board: who decides.
    """

    def __init__(self, board: Board = BOARD) -> None:
        self._board = board

    def of_job(self, job: Job) -> Order | None:
        """What is to be done to a job; None for nothing out of the ordinary."""
        return self._board.decide(_moment(job), _ABLE)

    def turns_away(self, job: Job, others: int) -> bool:
        """Whether a job can't begin because so many others are in progress."""
        return self._board.decide(replace(_moment(job), others=others), (Quota,)) is not None


def spoil(order: Order, outcome: Outcome) -> Outcome:
    """What a job comes to under an order; takes as long as it orders."""
    match order.effect:
        case Delay(seconds=seconds):
            order.wait(seconds)
            return outcome
        case Hang(seconds=seconds):
            order.wait(seconds)
            return Outcome(failure=HUNG)
        case Error(message=message):
            return Outcome(failure=message)
        case Partial() as partial if outcome.blocks:
            return _read_in_part(order, partial, outcome, outcome.blocks)
    return outcome


def _read_in_part(order: Order, partial: Partial, outcome: Outcome, blocks: Path) -> Outcome:
    lost = order.dice.sample(range(1, outcome.pages + 1), max(1, round(partial.share * outcome.pages)))
    if len(lost) == outcome.pages:
        return Outcome(failure=partial.message)
    kept = [line for line in blocks.read_bytes().splitlines(keepends=True) if json.loads(line)["Page"] not in lost]
    blocks.unlink()  # it may be one file with the cache's: that must not change
    blocks.write_bytes(b"".join(kept))
    return Outcome(outcome.pages, blocks, (*outcome.warnings, Warning(partial.code, tuple(sorted(lost)))))


def _moment(job: Job) -> Moment:
    resources = (job.id, *job.document.names)
    return Moment(Point.WORK, "textract", job.request.api.value, job.owner.account, job.owner.region, resources)
