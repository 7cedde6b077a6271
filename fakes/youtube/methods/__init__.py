"""The methods that are emulated, with their price in units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fakes.youtube.catalogue import Catalogue
from fakes.youtube.methods.channels import CHANNELS, list_channels
from fakes.youtube.methods.comments import COMMENTS, list_comment_threads
from fakes.youtube.methods.search import SEARCH, search
from fakes.youtube.methods.videos import VIDEOS, list_videos
from fakes.youtube.parameters import Known, Parameters
from fakes.youtube.resources import Json


@dataclass(frozen=True)
class Method:
    """A method.

    Attributes:
        name: as Google calls it.
        units: its price: https://developers.google.com/youtube/v3/determine_quota_cost
        known: its parameters.
        answer: what it answers.
    """

    name: str
    units: int
    known: Known
    answer: Callable[[Catalogue, Parameters], Json]


METHODS: Mapping[str, Method] = {
    "search": Method("search.list", 100, SEARCH, search),
    "videos": Method("videos.list", 1, VIDEOS, list_videos),
    "channels": Method("channels.list", 1, CHANNELS, list_channels),
    "commentThreads": Method("commentThreads.list", 1, COMMENTS, list_comment_threads),
}
"""By path."""
