"""videos.list: https://developers.google.com/youtube/v3/docs/videos/list."""

from fakes.youtube.catalogue import Catalogue, Video
from fakes.youtube.errors import missing_parameter
from fakes.youtube.pages import render_list
from fakes.youtube.parameters import Known, Parameters
from fakes.youtube.resources import Json, content_details, resource, video_snippet, video_statistics

VIDEOS = Known(
    frozenset({"id", "chart", "regionCode", "hl"}),
    frozenset({"myRating", "maxHeight", "maxWidth", "onBehalfOfContentOwner", "videoCategoryId", "fields"}),
)
_PARTS = frozenset({"id", "snippet", "statistics", "contentDetails", "status"})
_OTHER_PARTS = frozenset(
    {
        "fileDetails", "liveStreamingDetails", "localizations", "paidProductPlacementDetails", "player",
        "processingDetails", "recordingDetails", "suggestions", "topicDetails",
    }
)  # fmt: skip
_STATUS: Json = {
    "uploadStatus": "processed",
    "privacyStatus": "public",
    "license": "youtube",
    "embeddable": True,
    "publicStatsViewable": True,
    "madeForKids": False,
}


def list_videos(catalogue: Catalogue, parameters: Parameters) -> Json:
    """Videos by id, or the most popular ones. Ids that nobody knows are left out.

    Raises:
        ApiError: a parameter is wrong or missing.
    """
    parts = parameters.parts(_PARTS, _OTHER_PARTS)
    videos, limit = _chosen(catalogue, parameters)

    def render(video: Video) -> Json:
        makers = {
            "snippet": lambda: video_snippet(video, catalogue),
            "contentDetails": lambda: content_details(video),
            "status": lambda: _STATUS,
            "statistics": lambda: video_statistics(video, catalogue),
        }
        return resource("youtube#video", video.id, makers, parts)

    return render_list("youtube#videoListResponse", videos, parameters, limit, render)


def _chosen(catalogue: Catalogue, parameters: Parameters) -> tuple[list[Video], int]:
    """The videos, and how many are on a page: those asked for by id are all on one."""
    ids = list(dict.fromkeys(parameters.texts("id")))
    if ids:
        videos = [catalogue.videos[id] for id in ids if id in catalogue.videos]
        return videos, len(videos)
    if not parameters.text("chart"):
        raise missing_parameter("id", "No filter selected. Expected one of: chart, id, myRating")
    parameters.choice("chart", "", ["mostPopular"])
    popular = sorted(catalogue.videos.values(), key=lambda video: -video.views)
    return popular, parameters.number("maxResults", 5, 1, 50)
