"""What must be true of every run, whatever goes wrong. Each invariant tells the breaches that it finds."""

from collections import defaultdict
from itertools import pairwise

from harness.scenario.history import History
from harness.scenario.ledger import Piece
from harness.scenario.ledgers import ledger_of
from harness.scenario.queues import depths
from harness.scenario.world import Upload, World


def nothing_lost(world: World, history: History) -> list[str]:
    """Every upload that is to be worked on has a record that has ended, or a message lies in a queue of the system."""
    ledger = ledger_of(world)
    works: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in ledger.pieces():
        works[piece.subject, piece.content].append(piece)
    waiting = [
        made
        for made in world.uploads
        if ledger.takes(made) and not any(piece.is_final for piece in works[made.key, made.etag])
    ]
    if not waiting or any(depths(world).values()):
        return []
    return [_lost(made, works[made.key, made.etag]) for made in waiting]


def nothing_twice(world: World, history: History) -> list[str]:
    """Every piece of work had its side effects once, and there are no others."""
    return ledger_of(world).doubles()


def no_status_goes_back(world: World, history: History) -> list[str]:
    """The status of a record only moves forward, and never from one that is final."""
    return [
        f"{before.id} went from {before.status} to {after.status}"
        for pieces in history.pieces.values()
        for before, after in pairwise(pieces)
        if before.is_final or after.rank < before.rank
    ]


INVARIANTS = (nothing_lost, nothing_twice, no_status_goes_back)
"""Every invariant, in the order in which they are listed."""


def _lost(made: Upload, works: list[Piece]) -> str:
    state = f"is still {works[-1].status}" if works else "has no record"
    return f"{made.key} (version {made.version_id}) {state}, and every queue is empty"
