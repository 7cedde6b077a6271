import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.youtube.made_up import make_up
from tests.unit.fakes.youtube.asking import Asking, titles

MADE_UP = make_up(7)


def test_the_best_match_comes_first_and_what_does_not_match_is_not_found() -> None:
    assert titles(Asking().ask("search", part="snippet", q="coffee makers")) == [
        "Coffee maker review",
        "Blender review",
    ]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"q": "review", "order": "viewCount"}, ["Blender review", "Coffee maker review"]),
        ({"q": "review", "order": "date"}, ["Coffee maker review", "Blender review"]),
        ({"q": "review -blender"}, ["Coffee maker review"]),
        ({"order": "rating", "type": "video"}, ["Camera tutorial", "Coffee maker review", "Blender review"]),
        ({"order": "title", "maxResults": 1}, ["Blender review"]),
        ({"q": "review", "publishedBefore": "2024-01-01T00:00:00Z"}, ["Blender review"]),
        ({"videoDuration": "long"}, ["Camera tutorial"]),
        ({"q": "gear", "type": "channel"}, ["The Gear Bench"]),
        ({"q": "review", "type": "playlist"}, []),
        ({"q": "review", "channelId": "UC2"}, []),
        ({"q": "submarine"}, []),
    ],
)
def test_parameters_order_and_narrow_the_search(parameters: dict[str, object], found: list[str]) -> None:
    assert titles(Asking().ask("search", part="snippet", **parameters)) == found


def test_an_answer_has_the_form_of_google() -> None:
    answer = Asking().ask("search", part="snippet", q="coffee", maxResults=1, type="video")

    [item] = answer.pop("items")
    assert answer.pop("etag")
    assert answer == {
        "kind": "youtube#searchListResponse",
        "nextPageToken": "CAEQAA",
        "pageInfo": {"totalResults": 2, "resultsPerPage": 1},
        "regionCode": "US",
    }
    assert item["kind"] == "youtube#searchResult"
    assert item["id"] == {"kind": "youtube#video", "videoId": "v1"}
    snippet = item["snippet"]
    assert snippet["publishedAt"] == snippet["publishTime"] == "2024-05-01T12:00:00Z"
    assert (snippet["channelId"], snippet["channelTitle"]) == ("UC1", "The Gear Bench")
    assert snippet["thumbnails"].keys() == {"default", "medium", "high"}


@settings(deadline=None, max_examples=30)
@given(
    limit=st.integers(10, 50), query=st.sampled_from(["coffee maker review", "manga", "running shoes", "", "nothing"])
)
def test_pages_join_to_everything_that_is_found(limit: int, query: str) -> None:
    asking = Asking(MADE_UP, units=10**6)
    whole = asking.ask("search", part="snippet", q=query, maxResults=50, type="video")["pageInfo"]["totalResults"]
    seen: list[str] = []
    page: dict[str, str] = {}
    while True:
        answer = asking.ask("search", part="id", q=query, maxResults=limit, type="video", **page)
        seen += [item["id"]["videoId"] for item in answer["items"]]
        if "nextPageToken" not in answer:
            break
        page = {"pageToken": answer["nextPageToken"]}

    assert len(seen) == len(set(seen)) == whole


def test_the_page_before_is_reached_too() -> None:
    asking = Asking()
    second = asking.ask("search", part="id", maxResults=1, pageToken="CAEQAA")

    first = asking.ask("search", part="id", maxResults=1, pageToken=second["prevPageToken"])

    assert first["items"] == asking.ask("search", part="id", maxResults=1)["items"]
    assert "prevPageToken" not in first
