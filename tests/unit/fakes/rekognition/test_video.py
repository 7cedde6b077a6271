"""Jobs from start to end, with S3 and the topic played by the test."""

import json
from collections.abc import Sequence
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from fakes import clock
from fakes.common.channel import Channel
from fakes.common.completion import Completions
from fakes.common.objects import Location, Objects
from fakes.common.owner import Owner
from fakes.common.runner import Runner
from fakes.rekognition.errors import (
    IdempotentParameterMismatchError,
    InvalidPaginationTokenError,
    InvalidS3ObjectError,
    LimitExceededError,
)
from fakes.rekognition.jobs import Job, JobRequest, create_jobs
from fakes.rekognition.segments import render_detection
from fakes.rekognition.video import LabelDetection
from fakes.rekognition.wish import Wish
from tests.unit.fakes.judge import response_problems
from tests.unit.fakes.rekognition import drawing
from tests.unit.fakes.transcribe.world import Store

OWNER = Owner("111111111111", "us-east-1")
CHANNEL = Channel("arn:aws:sns:us-east-1:111111111111:done", "arn:aws:iam::111111111111:role/rekognition")
REQUEST = JobRequest(Location("films", "film.mp4"), Wish(50.0), "proc-1", CHANNEL)


class Topics(Completions):
    """Topics that tell the test what they were told."""

    def __init__(self) -> None:
        self.heard: Queue[dict[str, Any]] = Queue()

    def publish(self, owner: Owner, channel: Channel, api: str, message: str, names: Sequence[str]) -> str | None:
        self.heard.put(json.loads(message))
        return None


class World:
    """A LabelDetection and all that it touches."""

    def __init__(self, content: bytes, pace: float = 0.0, limit: int = 20) -> None:
        self.store = Store({("films", "film.mp4"): content})
        self.topics = Topics()
        self.runner = Runner("rekognition", 1)
        self.jobs = create_jobs(clock.now, limit)
        objects = Objects(lambda service, owner: self.store)
        self.detection = LabelDetection(self.jobs, objects, self.topics, self.runner, pace)

    def run(self) -> Job:
        job = self.detection.start(OWNER, REQUEST, token=None)
        self.topics.heard.get(timeout=60)
        return job


@pytest.fixture
def film(tmp_path: Path) -> bytes:
    scenes = (drawing.circle(), drawing.landscape(), drawing.circle())
    return drawing.film(tmp_path / "film.mp4", *scenes)


def _rows(answer: dict[str, Any]) -> list[tuple[int, str]]:
    return [(row["Timestamp"], row["Label"]["Name"]) for row in answer["Labels"]]


def test_every_half_second_is_looked_at(film: bytes) -> None:
    answer = render_detection(World(film).run(), {})

    assert response_problems("rekognition", "GetLabelDetection", answer) == ""
    assert answer["JobStatus"] == "SUCCEEDED"
    assert answer["VideoMetadata"] == {
        "Codec": "mpeg4",
        "DurationMillis": 3000,
        "Format": "QuickTime / MOV",
        "FrameRate": 10.0,
        "FrameHeight": 480,
        "FrameWidth": 640,
        "ColorRange": "LIMITED",
    }
    assert {(time, name) for time, name in _rows(answer) if name in {"Circle", "Grass"}} == {
        (0, "Circle"), (500, "Circle"), (1000, "Grass"), (1500, "Grass"), (2000, "Circle"), (2500, "Circle"),
    }  # fmt: skip
    assert _rows(answer) == sorted(_rows(answer))


def test_segments_join_what_follows_without_a_gap(film: bytes) -> None:
    answer = render_detection(World(film).run(), {"AggregateBy": "SEGMENTS", "SortBy": "NAME"})

    assert response_problems("rekognition", "GetLabelDetection", answer) == ""
    circles = [row for row in answer["Labels"] if row["Label"]["Name"] == "Circle"]
    assert [(row["StartTimestampMillis"], row["EndTimestampMillis"]) for row in circles] == [(0, 1000), (2000, 3000)]
    names = [row["Label"]["Name"] for row in answer["Labels"]]
    assert names == sorted(names)


def test_pages_join_to_the_whole_and_their_tokens_are_good_for_one_order(film: bytes) -> None:
    job = World(film).run()
    rows: list[tuple[int, str]] = []
    request: dict[str, Any] = {"MaxResults": 4}
    while True:
        answer = render_detection(job, request)
        rows += _rows(answer)
        if "NextToken" not in answer:
            break
        request["NextToken"] = answer["NextToken"]

    assert rows == _rows(render_detection(job, {}))
    with pytest.raises(InvalidPaginationTokenError):
        render_detection(job, {**request, "SortBy": "NAME"})


def test_a_sidecar_tells_what_is_seen_and_when(film: bytes) -> None:
    world = World(film)
    labels = [{"Name": "Dog"}, {"Timestamp": 1500, "Label": {"Name": "Car"}}]
    world.store.objects["films", "film.mp4.labels.json"] = json.dumps({"Labels": labels}).encode()

    rows = _rows(render_detection(world.run(), {}))

    assert rows == [(0, "Dog"), (500, "Dog"), (1000, "Dog"), (1500, "Car"), (1500, "Dog"), (2000, "Dog"), (2500, "Dog")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no film", "no MPEG-4"), (b"\0\0\0\x18ftypmp42 and nothing more", "can't be decoded")],
)
def test_what_is_no_film_fails_with_the_reason(content: bytes, reason: str) -> None:
    answer = render_detection(World(content).run(), {})

    assert answer["JobStatus"] == "FAILED"
    assert reason in answer["StatusMessage"]
    assert response_problems("rekognition", "GetLabelDetection", answer) == ""


def test_the_completion_message_has_the_form_of_aws(film: bytes) -> None:
    world = World(film)

    job = world.detection.start(OWNER, REQUEST, token=None)

    message = world.topics.heard.get(timeout=60)
    assert message.pop("Timestamp") > 1_600_000_000_000, "milliseconds"
    assert message == {
        "JobId": job.id,
        "Status": "SUCCEEDED",
        "API": "StartLabelDetection",
        "JobTag": "proc-1",
        "Video": {"S3ObjectName": "film.mp4", "S3Bucket": "films"},
    }


def test_a_token_starts_one_job_and_is_good_for_one_request(film: bytes) -> None:
    world = World(film)

    first, second = (world.detection.start(OWNER, REQUEST, token="once") for _ in range(2))

    assert first is second
    with pytest.raises(IdempotentParameterMismatchError):
        world.detection.start(OWNER, JobRequest(REQUEST.video, Wish(80.0)), token="once")


def test_a_job_in_progress_counts_until_it_ends(film: bytes) -> None:
    world = World(film, pace=1000.0, limit=1)
    job = world.detection.start(OWNER, REQUEST, token=None)
    world.runner.close(wait=True)

    assert render_detection(job, {})["JobStatus"] == "IN_PROGRESS"
    with pytest.raises(LimitExceededError):
        world.detection.start(OWNER, REQUEST, token=None)


def test_a_film_that_is_not_there_starts_no_job(film: bytes) -> None:
    world = World(film)
    world.store.objects.clear()

    with pytest.raises(InvalidS3ObjectError):
        world.detection.start(OWNER, REQUEST, token=None)
