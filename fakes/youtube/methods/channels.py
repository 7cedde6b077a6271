"""channels.list: https://developers.google.com/youtube/v3/docs/channels/list."""

from fakes.youtube.catalogue import Catalogue, Channel
from fakes.youtube.errors import missing_parameter
from fakes.youtube.pages import render_list
from fakes.youtube.parameters import Known, Parameters
from fakes.youtube.resources import Json, channel_snippet, resource

CHANNELS = Known(
    frozenset({"id", "forHandle", "hl"}),
    frozenset(
        {"categoryId", "forUsername", "managedByMe", "mine", "mySubscribers", "onBehalfOfContentOwner", "fields"}
    ),
)
_PARTS = frozenset({"id", "snippet", "statistics", "contentDetails"})
_OTHER_PARTS = frozenset(
    {"auditDetails", "brandingSettings", "contentOwnerDetails", "localizations", "status", "topicDetails"}
)


def list_channels(catalogue: Catalogue, parameters: Parameters) -> Json:
    """Channels by id or handle. Those that nobody knows are left out.

    Raises:
        ApiError: a parameter is wrong or missing.
    """
    parts = parameters.parts(_PARTS, _OTHER_PARTS)
    channels = _chosen(catalogue, parameters)

    def render(channel: Channel) -> Json:
        makers = {
            "snippet": lambda: channel_snippet(channel),
            "contentDetails": lambda: _content_details(channel),
            "statistics": lambda: _statistics(channel, catalogue),
        }
        return resource("youtube#channel", channel.id, makers, parts)

    limit = parameters.number("maxResults", 5, 0, 50)
    return render_list("youtube#channelListResponse", channels, parameters, limit, render)


def _chosen(catalogue: Catalogue, parameters: Parameters) -> list[Channel]:
    ids, handle = dict.fromkeys(parameters.texts("id")), parameters.text("forHandle")
    if handle:
        wanted = handle.removeprefix("@").lower()
        return [channel for channel in catalogue.channels.values() if channel.handle.lower() == wanted]
    if not ids:
        raise missing_parameter("id", "No filter selected. Expected one of: forHandle, id, mine, forUsername")
    return [catalogue.channels[id] for id in ids if id in catalogue.channels]


def _content_details(channel: Channel) -> Json:
    """The list of a channel's uploads has the channel's id with other first letters."""
    return {"relatedPlaylists": {"likes": "", "uploads": f"UU{channel.id[2:]}"}}


def _statistics(channel: Channel, catalogue: Catalogue) -> Json:
    videos = catalogue.videos_of(channel.id)
    return {
        "viewCount": str(sum(video.views for video in videos)),
        "subscriberCount": str(channel.subscribers),
        "hiddenSubscriberCount": False,
        "videoCount": str(len(videos)),
    }
