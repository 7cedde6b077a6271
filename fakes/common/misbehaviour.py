"""What behaviours make of a job: it takes longer, fails or hangs."""

from fakes.behaviours.board import BOARD, Board
from fakes.behaviours.effects import Delay, Error, Hang
from fakes.behaviours.moment import Moment

HUNG = "The job did not come to an end in time."

_ABLE = (Delay, Error, Hang)


def spoil(moment: Moment, board: Board = BOARD) -> str | None:
    """Do what is ordered for a job, which may take its time.

    Args:
        moment: the work that is done.
        board: who decides.

    Returns:
        Why the job fails; None if it doesn't.
    """
    order = board.decide(moment, _ABLE)
    match order.effect if order else None:
        case Delay(seconds=seconds) if order:
            order.wait(seconds)
        case Hang(seconds=seconds) if order:
            order.wait(seconds)
            return HUNG
        case Error(message=message):
            return message
    return None
