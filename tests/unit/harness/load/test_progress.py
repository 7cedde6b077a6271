from pathlib import Path

import pytest

from harness.load.folder import RunFolder
from harness.load.progress import Follower
from tests.unit.harness.load.ledgers import NOON
from tests.unit.harness.load.runs import ending, plan, request, sample


def test_progress_tells_rates_latency_queues_and_what_is_left(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.requests.append([request(second / 2, 10) for second in range(60)])  # half a minute, two a second
    folder.requests.append([ending(second, 2) for second in range(20)])
    folder.samples.append([sample(29, "queue CompletionQueue", 38), sample(29, "queue DeadLetterQueue", 1)])
    state = Follower(plan(), folder, lambda: NOON + 30).state()
    assert (state.sent, state.ended, state.errors) == (60, 20, 0)
    assert state.rate == pytest.approx(2.0)
    assert state.end_rate == pytest.approx(0.2)  # those that ended in the last ten seconds
    assert (state.p95_ms, state.queued, state.dead_letters) == (2000, 38, 1)
    assert state.left == 51  # a tenth of the 60 are repetitions; 34 documents are left, and 20 took half a minute
    assert "60 sent (2.0/s) · 20 ended (0.2/s) · p95 2.00 s · 38 queued · 1 dead letters" in state.line


def test_before_anything_was_sent_there_is_nothing_to_tell(tmp_path: Path) -> None:
    state = Follower(plan(), RunFolder(tmp_path), lambda: NOON).state()
    assert state.line == "getting ready"


def test_what_would_take_longer_than_anybody_waits_is_given_up_then(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.requests.append([*(request(second / 2, 10) for second in range(60)), ending(1, 2)])
    assert Follower(plan(), folder, lambda: NOON + 30).state().left == 120


def test_when_a_limit_has_broken_nothing_more_is_sent_and_only_the_rest_is_waited_for(tmp_path: Path) -> None:
    breaking = plan()
    profile = breaking.profile.model_copy(update={"until_breach": True})
    folder = RunFolder(tmp_path)
    folder.requests.append([request(second, 10) for second in range(10)])
    folder.requests.append([ending(second, 2) for second in range(10)])
    state = Follower(breaking.model_copy(update={"profile": profile}), folder, lambda: NOON + 30).state()
    assert state.left == 0
