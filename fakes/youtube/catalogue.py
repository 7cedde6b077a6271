"""Channels, videos and comments, as data."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Data that doesn't change and has nothing besides."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Channel(Model):
    """Who publishes. `handle` is without the at sign."""

    id: str
    title: str
    description: str = ""
    handle: str
    country: str = "US"
    published: datetime
    subscribers: int = Field(default=0, ge=0)


class Video(Model):
    """What is published; `channel` is an id."""

    id: str
    channel: str
    title: str
    description: str = ""
    tags: tuple[str, ...] = ()
    published: datetime
    duration: timedelta
    views: int = Field(default=0, ge=0)
    likes: int = Field(default=0, ge=0)
    category: str = "28"
    comments_disabled: bool = False


class Reply(Model):
    """An answer to a comment."""

    author: str
    text: str
    published: datetime
    likes: int = Field(default=0, ge=0)


class Comment(Reply):
    """What someone says about a video, whose id `video` is."""

    id: str
    video: str
    replies: tuple[Reply, ...] = ()


class Catalogue:
    """All there is.

    Args:
        channels: each has an id of its own.
        videos: likewise; those of channels that don't exist are an error.
        comments: the comments on a video, newest first.

    Raises:
        ValueError: a video names a channel that isn't there.
    """

    def __init__(
        self, channels: Iterable[Channel], videos: Iterable[Video], comments: Callable[[Video], Sequence[Comment]]
    ) -> None:
        self.channels = {channel.id: channel for channel in channels}
        self.videos = {video.id: video for video in videos}
        self._comments = comments
        if strays := [video.id for video in self.videos.values() if video.channel not in self.channels]:
            raise ValueError(f"The channels of these videos are missing: {', '.join(strays)}")

    def videos_of(self, channel: str) -> list[Video]:
        """What a channel has published."""
        return [video for video in self.videos.values() if video.channel == channel]

    def comments_on(self, video: Video) -> Sequence[Comment]:
        """The comments on a video, newest first."""
        return () if video.comments_disabled else self._comments(video)

    @classmethod
    def of_comments(cls, channels: Iterable[Channel], videos: Iterable[Video], comments: Iterable[Comment]) -> Self:
        """A catalogue whose comments are all known."""
        by_video: dict[str, list[Comment]] = {}
        for comment in sorted(comments, key=lambda comment: comment.published, reverse=True):
            by_video.setdefault(comment.video, []).append(comment)
        return cls(channels, videos, lambda video: by_video.get(video.id, []))
