"""Condensing, lanes, and where things are drawn."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from harness.report.scenario import chart, sequence
from harness.report.scenario.axis import Axis
from harness.report.scenario.condensing import Note, condense
from harness.report.scenario.hop import Hop
from harness.report.scenario.lanes import Level, Life, levels, pack
from harness.report.scenario.page import moments, page_of
from harness.report.scenario.participants import SCENARIO, Participant, Sort
from harness.report.scenario.tracks import tracks_of
from tests.unit.harness.report.scenario.story import BEGAN, BURIED, RECEIVES, at, poison

BUCKET = Participant(Sort.BUCKET, "bucket")
QUEUE = Participant(Sort.QUEUE, "queue")


def hop(seconds: float, label: str, target: Participant = BUCKET) -> Hop:
    return Hop(at(seconds), SCENARIO, target, label, tick=seconds)


def test_equal_hops_of_one_moment_are_one_arrow_and_later_ones_another() -> None:
    groups = condense([hop(1, "a"), hop(1.1, "b"), hop(1.2, "a"), hop(180, "a")], [])

    assert [(group.first.label, group.count) for group in groups] == [("a", 2), ("b", 1), ("a", 1)]


def test_each_step_shows_what_it_caused() -> None:
    notes = [Note(at(1), "step", "once", 1.0), Note(at(1.5), "step", "again", 1.5)]

    groups = condense([hop(1.1, "a"), hop(1.2, "a"), hop(1.6, "a")], notes)

    assert [group.count for group in groups] == [2, 1]


def test_a_story_of_some_length_is_told_before_it_is_summed_up() -> None:
    notes = [Note(at(100 * number), "step", "an upload", 100.0 * number) for number in range(5)]
    uploads = [hop(100 * upload + number, f"hop {number}") for upload in range(5) for number in range(10)]

    assert [group.count for group in condense(uploads, notes, most=30)] == [1] * 50
    assert [group.count for group in condense(uploads, notes, most=20)] == [5] * 10


def test_an_arrow_of_hops_that_are_spread_in_time_says_until_when() -> None:
    spread, dense = [hop(number * 90, "a") for number in range(3)], [hop(200 + number, "b") for number in range(3)]

    picture = sequence.draw(condense(sorted([*spread, *dense], key=lambda one: one.tick), [], most=1), [], BEGAN)

    assert [(arrow.label, arrow.when, arrow.until) for arrow in picture.arrows] == [
        ("a ×3", "+0 s", "+180 s"),
        ("b ×3", "+200 s", ""),
    ]


def test_routine_is_one_arrow_however_long_it_goes_on() -> None:
    polls = [replace(hop(60 * number, "poll"), routine=True) for number in range(10)]
    notes = [Note(at(300), "step", "go", 300.0)]

    groups = condense(polls, notes)
    picture = sequence.draw([*groups, *condense([hop(500, "a")], [])], notes, BEGAN)

    assert [group.count for group in groups] == [10]
    assert [band.text for band in picture.bands] == ["300 s later", "go", "200 s later"]


def test_a_thousand_documents_are_a_summary() -> None:
    hops = [hop(document * 5 + number / 100, f"hop {number}") for document in range(1000) for number in range(10)]

    groups = condense(hops, [])

    assert [(group.first.label, group.count) for group in groups] == [(f"hop {number}", 1000) for number in range(10)]


@given(st.lists(st.tuples(st.floats(0, 1000), st.sampled_from("abcdef")), max_size=300))
def test_condensing_loses_nothing_and_keeps_the_order(said: list[tuple[float, str]]) -> None:
    hops = [hop(seconds, label) for seconds, label in sorted(said)]

    groups = condense(hops, [], most=10)

    assert sum(group.count for group in groups) == len(hops)
    assert [group.tick for group in groups] == sorted(group.tick for group in groups)


def test_lifelines_appear_in_the_order_of_the_story_and_arrows_end_at_them() -> None:
    groups = condense([hop(1, "a", QUEUE), hop(2, "b", BUCKET)], [])

    picture = sequence.draw(groups, [Note(at(0), "step", "go")], BEGAN)

    assert [line.participant for line in picture.lifelines] == [SCENARIO, QUEUE, BUCKET]
    places = [line.x for line in picture.lifelines]
    assert [(arrow.x1, arrow.x2) for arrow in picture.arrows] == [(places[0], places[1]), (places[0], places[2])]
    assert [arrow.when for arrow in picture.arrows] == ["+1 s", "+2 s"]
    assert 0 < picture.bands[0].y < picture.arrows[0].y < picture.arrows[1].y < picture.height


def test_idle_time_has_a_row_of_its_own() -> None:
    picture = sequence.draw(condense([hop(1, "a"), hop(181, "a")], []), [], BEGAN)

    assert [band.text for band in picture.bands] == ["180 s later"]


def test_what_cant_be_drawn_is_said() -> None:
    groups = condense([hop(1, f"hop {number}") for number in range(500)], [])

    picture = sequence.draw(groups, [], BEGAN)

    assert len(picture.arrows) + picture.left_out == 500
    assert picture.left_out > 0


def test_a_long_name_is_broken_after_its_hyphens() -> None:
    assert sequence.wrap("textract-processor-completion.fifo") == ["textract-", "processor-", "completion.fifo"]
    assert max(map(len, sequence.wrap("a-very-long-name-" * 9))) <= 20


spans = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), max_size=40)


def lives_of(said: list[tuple[int, int]]) -> list[Life]:
    return [Life(at(start), at(start + length)) for start, length in sorted(said)]


@given(spans)
def test_lives_of_one_lane_never_overlap(said: list[tuple[int, int]]) -> None:
    lanes = pack(lives_of(said))

    assert sum(len(lane.lives) for lane in lanes) == len(said)
    for lane in lanes:
        assert all(one.end < other.start for one, other in pairwise(lane.lives))


@given(spans)
def test_levels_count_who_lives(said: list[tuple[int, int]]) -> None:
    lives = lives_of(said)

    found = levels(lives)

    for level in found:
        assert level.count == sum(life.start <= level.at < life.end for life in lives)
    assert not found or found[-1].count == 0


def test_the_messages_windows_are_where_the_runbook_says() -> None:
    journal, evidence = poison()
    tracks = {track.name: track for track in tracks_of(journal, evidence.happenings)}

    (lane,) = tracks["jobs"].lanes
    hidden = [(bar.start, bar.end) for bar in lane.lives[0].bars if bar.sort == "hidden"]
    marks = [(mark.at, mark.sort, mark.text) for mark in lane.lives[0].marks if mark.text]

    assert hidden == [(at(moment), at(moment + 180)) for moment in RECEIVES]
    assert marks == [
        *((at(moment), "received", str(number)) for number, moment in enumerate(RECEIVES, start=1)),
        (at(BURIED), "moved", "▼"),
    ]
    assert tracks["jobs"].bad
    assert tracks["jobs"].about == "1 sent · 3 received · 1 to the DLQ"


def test_alarms_behaviours_and_deliveries_have_their_bands() -> None:
    journal, evidence = poison()
    tracks = {(track.sort, track.name): track for track in tracks_of(journal, evidence.happenings)}

    def band(sort: str, name: str) -> list[tuple[datetime, datetime, str]]:
        return [
            (bar.start, bar.end, bar.sort)
            for lane in tracks[sort, name].lanes
            for life in lane.lives
            for bar in life.bars
        ]

    assert band("alarm", "jobs-dlq-not-empty") == [(at(600), journal.ended, "alarm-alarm")]
    assert band("behaviour", "error · a bad deployment") == [(at(1), journal.ended, "behaviour")]
    assert band("rule", "uploads") == [(at(2), at(3), "waiting")]
    assert tracks["behaviour", "error · a bad deployment"].about == "took effect 3 ×"
    assert band("state machine", "machine") == [(at(600), journal.ended, "state")]


def test_many_messages_are_counted() -> None:
    lives = [Life(at(0), at(10 + number)) for number in range(100)]

    assert levels(lives)[0] == Level(at(0), 100)


def test_everything_is_drawn_inside_of_the_picture() -> None:
    journal, evidence = poison()
    tracks = tracks_of(journal, evidence.happenings)

    picture = chart.draw(tracks, Axis(journal.began, moments(tracks)))

    for drawn in picture.tracks:
        places = [*((bar.x, bar.y) for bar in drawn.bars), *((mark.x, mark.y) for mark in drawn.marks)]
        for x, y in places:
            assert 0 <= x <= picture.width
            assert drawn.y < y < drawn.y + drawn.height <= picture.height


def test_signs_of_one_moment_stand_side_by_side() -> None:
    journal, evidence = poison()
    page = page_of(journal, evidence)

    (jobs,) = [drawn for drawn in page.chart.tracks if drawn.track.name == "jobs"]
    signs = [mark.x for mark in jobs.marks if mark.text]

    assert all(right - left >= chart.MARK_WIDTH - 0.02 for left, right in pairwise(signs))
