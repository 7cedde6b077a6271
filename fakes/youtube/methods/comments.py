"""commentThreads.list: https://developers.google.com/youtube/v3/docs/commentThreads/list."""

from fakes.youtube.catalogue import Catalogue, Comment, Video
from fakes.youtube.errors import ApiError, missing_parameter, not_found
from fakes.youtube.pages import render_list
from fakes.youtube.parameters import Known, Parameters
from fakes.youtube.ranking import words_of
from fakes.youtube.resources import Json, comment_resource, reply_resource, resource

COMMENTS = Known(
    frozenset({"videoId", "order", "searchTerms", "textFormat"}),
    frozenset({"allThreadsRelatedToChannelId", "channelId", "id", "moderationStatus", "fields"}),
)
_PARTS = frozenset({"id", "snippet", "replies"})


def list_comment_threads(catalogue: Catalogue, parameters: Parameters) -> Json:
    """The comments on a video with their replies.

    Raises:
        ApiError: a parameter is wrong or missing, there is no such video, or it allows no comments.
    """
    parts = parameters.parts(_PARTS)
    video = _video(catalogue, parameters)
    limit = parameters.number("maxResults", 20, 1, 100)
    parameters.choice("textFormat", "html", ["html", "plainText"])
    threads = _chosen(catalogue, video, parameters)

    def render(comment: Comment) -> Json:
        makers = {"snippet": lambda: _snippet(comment, video)}
        if comment.replies:
            makers["replies"] = lambda: _replies(comment, video)
        return resource("youtube#commentThread", comment.id, makers, parts)

    return render_list("youtube#commentThreadListResponse", threads, parameters, limit, render)


def _video(catalogue: Catalogue, parameters: Parameters) -> Video:
    id = parameters.text("videoId")
    if id is None:
        message = "No filter selected. Expected one of: allThreadsRelatedToChannelId, channelId, id, videoId"
        raise missing_parameter("videoId", message)
    video = catalogue.videos.get(id)
    if video is None:
        raise not_found("video", id, "videoId")
    if video.comments_disabled:
        message = (
            "The video identified by the <code><a href="
            '"/youtube/v3/docs/commentThreads/list#videoId">videoId</a></code> parameter has disabled comments.'
        )
        raise ApiError(403, "commentsDisabled", message, "youtube.commentThread", parameter="videoId")
    return video


def _chosen(catalogue: Catalogue, video: Video, parameters: Parameters) -> list[Comment]:
    wanted = words_of(parameters.text("searchTerms") or "")
    threads = [comment for comment in catalogue.comments_on(video) if wanted <= words_of(comment.text)]
    if parameters.choice("order", "time", ["time", "relevance"]) == "relevance":
        threads.sort(key=lambda comment: -comment.likes)
    return threads


def _snippet(comment: Comment, video: Video) -> Json:
    return {
        "channelId": video.channel,
        "videoId": video.id,
        "topLevelComment": comment_resource(comment, video.channel),
        "canReply": True,
        "totalReplyCount": len(comment.replies),
        "isPublic": True,
    }


def _replies(comment: Comment, video: Video) -> Json:
    return {
        "comments": [
            reply_resource(reply, number, comment, video.channel) for number, reply in enumerate(comment.replies)
        ]
    }
