"""Jobs from start to end, with S3 and EventBridge played by the test."""

import json
from dataclasses import replace
from typing import Any

import pytest

from fakes.behaviour import Behaviour, Match
from fakes.behaviours.effects import Drop, Duplicate, Effect, Error
from fakes.behaviours.moment import Point
from fakes.transcribe import failures
from fakes.transcribe.errors import BadRequestError, LimitExceededError
from tests.unit.fakes.transcribe.world import OUTPUT, OWNER, REQUEST, Bus, Store, World, recording


def _text(world: World) -> str:
    [transcript] = world.result()["results"]["transcripts"]
    return str(transcript["transcript"])


def test_a_sidecar_says_what_is_said() -> None:
    world = World()
    world.store.objects["media", "call.wav.transcript.txt"] = b"Hello there. How are you?"

    assert world.run().status == "COMPLETED"
    assert _text(world) == "Hello there. How are you?"


def test_subtitles_beside_the_media_tell_the_times() -> None:
    world = World()
    world.store.objects["media", "call.wav.srt"] = b"1\n00:00:02,000 --> 00:00:04,000\nHello there\n"

    world.run()

    first, second = world.result()["results"]["items"]
    assert (first["start_time"], second["end_time"]) == ("2.0", "4.0")


def test_what_nobody_wrote_down_follows_from_the_file_and_lasts_as_long() -> None:
    one, same, other = World(), World(), World(store=Store({("media", "call.wav"): recording(60)}))

    for world in (one, same, other):
        world.run(replace(REQUEST, max_speakers=3))

    assert _text(one) == _text(same)
    assert _text(one) != _text(other)
    assert len(_text(other)) > 3 * len(_text(one))
    assert one.result()["results"]["speaker_labels"]["speakers"] == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"text", failures.UNREADABLE),
        (recording(0.1), failures.TOO_SHORT),
        (recording(4 * 3600 + 1), failures.TOO_LONG),
    ],
    ids=["no-media", "short", "long"],
)
def test_bad_media_fails_with_the_reason(content: bytes, reason: str) -> None:
    job = World(store=Store({("media", "call.wav"): content})).run()

    assert job.status == "FAILED"
    assert job.outcome is not None
    assert job.outcome.failure == reason


def test_media_that_vanish_fail_the_job() -> None:
    world = World()
    world.store.objects.pop(("media", "call.wav"))

    with pytest.raises(BadRequestError, match="read permission"):
        world.run()


@pytest.mark.parametrize(("how", "reason"), [("closed", failures.NO_OUTPUT), ("silent", failures.INTERNAL)])
def test_an_output_bucket_that_takes_nothing_any_more_fails_the_job(how: str, reason: str) -> None:
    world = World(pace=0.001)
    world.runner.submit = _losing(world, getattr(world.store, how))  # type: ignore[method-assign]

    job = world.run()

    assert job.outcome is not None
    assert job.outcome.failure == reason


def _losing(world: World, lost: set[str]) -> Any:
    submit = world.runner.submit

    def lose_first(work: Any) -> None:
        lost.add(OUTPUT.transcript.bucket)
        submit(work)

    return lose_first


def test_a_closed_output_bucket_is_noticed_at_the_start() -> None:
    world = World()
    world.store.closed.add("results")

    with pytest.raises(BadRequestError, match="write permission"):
        world.transcription.start(OWNER, REQUEST)


def test_transcribe_leaves_its_check_file_beside_the_transcript() -> None:
    world = World()

    world.run()

    assert ("results", "transcripts/.write_access_check_file.temp") in world.store.objects


def test_a_bus_out_of_order_does_not_keep_a_job_from_ending() -> None:
    assert World(bus=Bus(broken=True)).run().status == "COMPLETED"


def test_a_job_takes_as_long_as_it_is_told() -> None:
    world = World(pace=1000.0)

    job = world.transcription.start(OWNER, REQUEST)
    world.runner.close(wait=True)

    assert job.status == "IN_PROGRESS"
    assert world.bus.heard.empty()


def test_more_jobs_than_the_quota_wait_only_if_they_may() -> None:
    world = World(pace=1000.0, concurrent=1)
    world.transcription.start(OWNER, REQUEST)

    with pytest.raises(LimitExceededError):
        world.transcription.start(OWNER, replace(REQUEST, name="second"))
    assert world.transcription.start(OWNER, replace(REQUEST, name="third", deferrable=True)).status


def _behave(world: World, effect: Effect, **match: Any) -> None:
    wanted = Match.model_validate({"service": "transcribe", "operation": "StartTranscriptionJob", **match})
    world.board.set(OWNER.account, Behaviour(match=wanted, effect=effect))


def test_a_job_can_be_told_to_fail() -> None:
    world = World()
    _behave(world, Error(code="Internal", message="out of order"), point=Point.WORK, resource="media/call.wav")

    job = world.run()

    assert job.outcome is not None
    assert job.outcome.failure == "out of order"


def test_an_event_can_be_told_to_get_lost_or_to_come_twice() -> None:
    world = World()
    _behave(world, Drop(), resource="lost")
    _behave(world, Duplicate(times=1), resource="talk")

    world.transcription.start(OWNER, replace(REQUEST, name="lost"))
    world.run()
    world.runner.close(wait=True)

    again = world.bus.heard.get(timeout=60)
    assert json.loads(again["Detail"])["TranscriptionJobName"] == "talk"
    assert world.bus.heard.empty()
