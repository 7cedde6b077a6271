"""Tracks of the timeline: deliveries that needed several attempts."""

from harness.engine.happening import DeliveryDetail, Kind
from harness.report.scenario.tracks import tracks_of
from tests.unit.harness.report.scenario.story import Story, at, journal_of


def test_a_notice_that_is_tried_again_shows_each_attempt_and_each_wait() -> None:
    story = Story()
    for attempt, begin, following in (1, 10, 11), (2, 11, 31):
        detail = DeliveryDetail("delivery", "relay", "lambda", attempt, "refused", at(following))
        story.happen(begin, Kind.NOTICE_FAILED, "done", "notice", detail)
    story.happen(31, Kind.NOTICE_DELIVERED, "done", "notice", DeliveryDetail("delivery", "relay", "lambda", 3))

    (track,) = [track for track in tracks_of(journal_of([]), story.happenings) if track.sort == "topic"]

    (life,) = track.lanes[0].lives
    assert [(bar.start, bar.end) for bar in life.bars] == [(at(10), at(11)), (at(11), at(31))]
    assert [mark.title.splitlines()[0][-9:] for mark in life.marks] == ["attempt 1", "attempt 2", "attempt 3"]
