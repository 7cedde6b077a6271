"""Asking the API as HTTP clients do."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fakes.behaviours.board import Board
from fakes.youtube.api import YouTube
from fakes.youtube.catalogue import Catalogue, Channel, Comment, Reply, Video
from fakes.youtube.quota import Quota

ACCOUNT = "111111111111"
KEY = "rehearsal".ljust(39, "0")
DAY = datetime(2024, 5, 1, 12, tzinfo=UTC)


def channel(id: str = "UC1", title: str = "The Gear Bench") -> Channel:
    """A channel."""
    return Channel(id=id, title=title, handle=title.replace(" ", ""), published=DAY, subscribers=7)


def video(id: str, title: str, **more: Any) -> Video:
    """A video of the channel, five minutes long."""
    return Video.model_validate(
        {"id": id, "channel": "UC1", "title": title, "published": DAY, "duration": timedelta(minutes=5), **more}
    )


def comment(number: int, text: str = "Nice!", **more: Any) -> Comment:
    """A comment on video v1; those with higher numbers are newer."""
    published = DAY + timedelta(hours=number)
    values = {"id": f"c{number}", "video": "v1", "author": "Ana", "text": text, "published": published, **more}
    return Comment.model_validate(values)


OLDER = {"published": DAY.replace(2023), "description": "Better than a coffee maker?"}
VIDEOS = (
    video("v1", "Coffee maker review", views=100, likes=3, tags=("kitchen",)),
    video("v2", "Blender review", views=900, likes=2, **OLDER),
    video("v3", "Camera tutorial", views=50, likes=9, duration=timedelta(hours=1, seconds=5), comments_disabled=True),
)  # fmt: skip
COMMENTS = (
    comment(1, "The first one", likes=5),
    comment(2, "Which colour is it?", replies=(Reply(author="Ben", text="Red", published=DAY),)),
    comment(3),
)
CATALOGUE = Catalogue.of_comments([channel()], VIDEOS, COMMENTS)


class Asking:
    """A client of one account."""

    def __init__(self, catalogue: Catalogue = CATALOGUE, units: int = 10_000) -> None:
        self.now = DAY.timestamp()
        self.board = Board()
        self._youtube = YouTube(catalogue, Quota(units, lambda: self.now), self.board)

    def status_and_body(
        self, path: str, key: str | None = KEY, verb: str = "GET", **parameters: Any
    ) -> tuple[int, dict[str, Any]]:
        """What is answered."""
        texts = {name: str(value) for name, value in parameters.items()}
        answer = self._youtube.answer(ACCOUNT, path, verb, texts, key)
        return answer.status, answer.body

    def ask(self, path: str, **parameters: Any) -> dict[str, Any]:
        """A good answer."""
        status, body = self.status_and_body(path, **parameters)
        assert status == 200, body
        return body

    def refusal(self, path: str, **parameters: Any) -> tuple[int, str]:
        """Status and reason of a bad one."""
        status, body = self.status_and_body(path, **parameters)
        [error] = body["error"]["errors"]
        assert body["error"]["code"] == status
        return status, error["reason"]


def titles(answer: dict[str, Any]) -> list[str]:
    """What was found."""
    return [item["snippet"]["title"] for item in answer["items"]]
