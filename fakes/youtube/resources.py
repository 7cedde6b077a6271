"""Resources in YouTube's form: https://developers.google.com/youtube/v3/docs."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from fakes.youtube.catalogue import Catalogue, Channel, Comment, Reply, Video

Json: TypeAlias = dict[str, Any]

_THUMBNAILS = {"default": (120, 90), "medium": (320, 180), "high": (480, 360)}


def etag(content: Any) -> str:
    """Equal content has an equal tag."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:27]


def resource(kind: str, id: Any, parts: Mapping[str, Callable[[], Json]], wanted: frozenset[str]) -> Json:
    """A resource with the wanted parts.

    Args:
        kind: such as `youtube#video`.
        id: text, or an object in results of a search.
        parts: what makes each part, by name.
        wanted: names of parts.
    """
    body = {name: make() for name, make in parts.items() if name in wanted}
    return {"kind": kind, "etag": etag([id, body]), "id": id, **body}


def video_snippet(video: Video, catalogue: Catalogue) -> Json:
    """Who published what and when."""
    return {
        "publishedAt": written(video.published),
        "channelId": video.channel,
        "title": video.title,
        "description": video.description,
        "thumbnails": _thumbnails("vi", video.id),
        "channelTitle": catalogue.channels[video.channel].title,
        "tags": list(video.tags),
        "categoryId": video.category,
        "liveBroadcastContent": "none",
        "localized": {"title": video.title, "description": video.description},
    }


def video_statistics(video: Video, catalogue: Catalogue) -> Json:
    """Numbers, which YouTube writes as text. What doesn't allow comments has no number of them."""
    counts = {"viewCount": str(video.views), "likeCount": str(video.likes), "favoriteCount": "0"}
    if video.comments_disabled:
        return counts
    return {**counts, "commentCount": str(len(catalogue.comments_on(video)))}


def content_details(video: Video) -> Json:
    """How long it is, and in what quality."""
    return {
        "duration": written_duration(video.duration),
        "dimension": "2d",
        "definition": "hd",
        "caption": "false",
        "licensedContent": True,
        "contentRating": {},
        "projection": "rectangular",
    }


def channel_snippet(channel: Channel) -> Json:
    """Who it is."""
    return {
        "title": channel.title,
        "description": channel.description,
        "customUrl": f"@{channel.handle}",
        "publishedAt": written(channel.published),
        "thumbnails": _thumbnails("ytc", channel.id),
        "localized": {"title": channel.title, "description": channel.description},
        "country": channel.country,
    }


def comment_resource(comment: Comment, channel: str) -> Json:
    """A comment of its own; `channel` is that of the video."""
    return _said("youtube#comment", comment.id, comment, {"videoId": comment.video, "channelId": channel})


def reply_resource(reply: Reply, number: int, comment: Comment, channel: str) -> Json:
    """An answer to a comment, the `number`-th."""
    more = {"videoId": comment.video, "channelId": channel, "parentId": comment.id}
    return _said("youtube#comment", f"{comment.id}.{number:022}", reply, more)


def _said(kind: str, id: str, said: Reply, more: Json) -> Json:
    snippet = {
        **more,
        "textDisplay": said.text,
        "textOriginal": said.text,
        "authorDisplayName": said.author,
        "canRate": True,
        "viewerRating": "none",
        "likeCount": said.likes,
        "publishedAt": written(said.published),
        "updatedAt": written(said.published),
    }
    return {"kind": kind, "etag": etag(snippet), "id": id, "snippet": snippet}


def written(time: datetime) -> str:
    """Times have no fractions of seconds."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def written_duration(duration: timedelta) -> str:
    """As of ISO 8601, such as PT1H2M3S."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{value}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if value]
    return "PT" + ("".join(parts) or "0S")


def _thumbnails(kind: str, id: str) -> Json:
    return {
        name: {"url": f"https://i.ytimg.com/{kind}/{id}/{name}.jpg", "width": width, "height": height}
        for name, (width, height) in _THUMBNAILS.items()
    }
