"""S3, EventBridge and media files played by the test."""

import io
import json
import wave
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

from botocore.exceptions import ClientError, ConnectionClosedError
from botocore.response import StreamingBody

from fakes import clock
from fakes.behaviours.board import Board
from fakes.behaviours.deliveries import Deliveries
from fakes.common.objects import Location, Objects
from fakes.common.owner import Owner
from fakes.common.runner import Runner
from fakes.transcribe.events import Announcer
from fakes.transcribe.jobs import Job, JobRequest, Jobs, Output
from fakes.transcribe.storage import Storage
from fakes.transcribe.transcription import Transcription

OWNER = Owner("111111111111", "us-east-1")
MEDIA = Location("media", "call.wav")
OUTPUT = Output(Location("results", "transcripts/talk.json"), managed=False)
REQUEST = JobRequest("talk", MEDIA, "en-US", OUTPUT)


def recording(seconds: float = 8.0) -> bytes:
    """A silent WAV."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes(int(seconds * 8_000)))
    return buffer.getvalue()


@dataclass
class Store:
    """S3 with a few buckets' objects in one dictionary; those in `closed` can't be written to, those in `silent` don't
    answer."""

    objects: dict[tuple[str, str], bytes] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)

    def head_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803 - boto3's names
        return {"ContentLength": len(self._get(Bucket, Key))}

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        content = self._get(Bucket, Key)
        return {"Body": StreamingBody(io.BytesIO(content), len(content))}

    def put_object(self, Bucket: str, Key: str, Body: bytes, **_: Any) -> None:  # noqa: N803
        if Bucket in self.closed:
            raise ClientError({"Error": {"Code": "AccessDenied"}}, "PutObject")
        if Bucket in self.silent:
            raise ConnectionClosedError(endpoint_url="s3")
        self.objects[Bucket, Key] = Body

    def _get(self, bucket: str, key: str) -> bytes:
        if (bucket, key) not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return self.objects[bucket, key]


@dataclass
class Bus:
    """EventBridge that tells the test what it was told, and can be out of order."""

    broken: bool = False
    heard: "Queue[dict[str, Any]]" = field(default_factory=Queue)

    def put_events(self, Entries: list[dict[str, Any]]) -> None:  # noqa: N803
        self.heard.put(Entries[0])
        if self.broken:
            raise ClientError({"Error": {"Code": "InternalFailure"}}, "PutEvents")


@dataclass
class World:
    """A Transcription and all that it touches."""

    store: Store = field(default_factory=lambda: Store({("media", "call.wav"): recording()}))
    bus: Bus = field(default_factory=Bus)
    pace: float = 0.0
    concurrent: int = 10

    def __post_init__(self) -> None:
        clients = {"s3": self.store, "events": self.bus}
        self.board = Board()
        self.jobs = Jobs(clock.now, self.concurrent)
        self.storage = Storage(lambda service, _: clients[service], lambda service, _: clients[service])
        self.runner = Runner("transcribe", 1)
        self.transcription = Transcription(
            self.jobs,
            Objects(lambda service, _: clients[service]),
            self.storage,
            Announcer(lambda service, _: clients[service], Deliveries(self.board)),
            self.runner,
            self.pace,
            self.board,
        )

    def run(self, request: JobRequest = REQUEST) -> Job:
        """Start a job and wait for the event of its end."""
        job = self.transcription.start(OWNER, request)
        self.bus.heard.get(timeout=60)
        return job

    def result(self, key: str = OUTPUT.transcript.key) -> Any:
        """A transcript that was written."""
        return json.loads(self.store.objects["results", key])
