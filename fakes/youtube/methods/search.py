"""search.list: https://developers.google.com/youtube/v3/docs/search/list."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from fakes.youtube.catalogue import Catalogue, Channel, Video
from fakes.youtube.errors import invalid_parameter
from fakes.youtube.pages import render_list
from fakes.youtube.parameters import Known, Parameters
from fakes.youtube.ranking import Field, rank
from fakes.youtube.resources import Json, channel_snippet, resource, video_snippet

SEARCH = Known(
    frozenset(
        {
            "q", "type", "order", "channelId", "publishedAfter", "publishedBefore", "videoDuration",
            "regionCode", "relevanceLanguage", "safeSearch",
        }
    ),
    frozenset(
        {
            "channelType", "eventType", "forContentOwner", "forDeveloper", "forMine", "location", "locationRadius",
            "onBehalfOfContentOwner", "topicId", "videoCaption", "videoCategoryId", "videoDefinition",
            "videoDimension", "videoEmbeddable", "videoLicense", "videoPaidProductPlacement", "videoSyndicated",
            "videoType", "fields",
        }
    ),
)  # fmt: skip
"""Of the emulated ones region, language and safety change nothing: everything is fit for everybody everywhere."""

_TYPES = frozenset({"video", "channel", "playlist"})
_MOST = 500
"""YouTube finds no more, however many there are."""

_DESCRIPTION = 160  # characters of a description that results show
_SHORT, _LONG = 4 * 60, 20 * 60  # seconds

_ORDERS: dict[str, Callable[[Video], Any]] = {
    "date": lambda video: -video.published.timestamp(),
    "rating": lambda video: -video.likes,
    "title": lambda video: video.title,
    "viewCount": lambda video: -video.views,
}
_DURATIONS: dict[str, Callable[[float], bool]] = {
    "any": lambda seconds: True,
    "short": lambda seconds: seconds < _SHORT,
    "medium": lambda seconds: _SHORT <= seconds <= _LONG,
    "long": lambda seconds: seconds > _LONG,
}
_VIDEO_FIELDS = (
    Field[Video](3.0, lambda video: video.title),
    Field[Video](2.0, lambda video: " ".join(video.tags)),
    Field[Video](1.0, lambda video: video.description),
)
_CHANNEL_FIELDS = (
    Field[Channel](3.0, lambda channel: channel.title),
    Field[Channel](1.0, lambda channel: channel.description),
)

Found: TypeAlias = Video | Channel


def search(catalogue: Catalogue, parameters: Parameters) -> Json:
    """Find videos and channels; there are no playlists.

    Raises:
        ApiError: a parameter is wrong.
    """
    parts = parameters.parts(frozenset({"snippet", "id"}))
    types = frozenset(parameters.texts("type")) or _TYPES
    if unknown := types - _TYPES:
        raise invalid_parameter("type", f"Invalid string value: '{min(unknown)}'.")
    limit = parameters.number("maxResults", 5, 0, 50)
    found: list[Found] = []
    if "video" in types:
        found += _videos(catalogue, parameters)
    if "channel" in types and parameters.text("q"):
        channels = rank(catalogue.channels.values(), parameters.text("q") or "", _CHANNEL_FIELDS)
        found += channels
    answer = render_list(
        "youtube#searchListResponse", found[:_MOST], parameters, limit, partial(_result, catalogue, parts)
    )
    return {**answer, "regionCode": parameters.text("regionCode") or "US"}


def _videos(catalogue: Catalogue, parameters: Parameters) -> list[Video]:
    order = parameters.choice("order", "relevance", ["relevance", "videoCount", *_ORDERS])
    of_duration = _DURATIONS[parameters.choice("videoDuration", "any", _DURATIONS)]
    after, before = parameters.time("publishedAfter"), parameters.time("publishedBefore")
    channel = parameters.text("channelId")
    candidates = [
        video
        for video in catalogue.videos.values()
        if of_duration(video.duration.total_seconds())
        and (after is None or video.published >= after)
        and (before is None or video.published < before)
        and channel in {None, video.channel}
    ]
    found = rank(sorted(candidates, key=lambda video: -video.views), parameters.text("q") or "", _VIDEO_FIELDS)
    return sorted(found, key=_ORDERS[order]) if order in _ORDERS else found


def _result(catalogue: Catalogue, parts: frozenset[str], found: Found) -> Json:
    if isinstance(found, Channel):
        id = {"kind": "youtube#channel", "channelId": found.id}
        snippet = {**channel_snippet(found), "channelId": found.id, "channelTitle": found.title}
    else:
        id = {"kind": "youtube#video", "videoId": found.id}
        snippet = video_snippet(found, catalogue)
    return resource("youtube#searchResult", id, {"snippet": lambda: _shortened(snippet)}, parts)


def _shortened(snippet: Json) -> Json:
    """Results tell less than the things themselves."""
    kept = {
        name: snippet[name]
        for name in ("publishedAt", "channelId", "title", "description", "thumbnails", "channelTitle")
    }
    kept["description"] = kept["description"][:_DESCRIPTION]
    return {**kept, "liveBroadcastContent": "none", "publishTime": kept["publishedAt"]}
