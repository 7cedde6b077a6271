"""HTTP -> engine -> the YouTube Data API."""

from typing import Any

import httpx
import pytest

from tests.waiting import PATIENCE

KEY = "rehearsal".ljust(39, "0")


@pytest.fixture
def youtube(engine: Any, account: str) -> Any:
    with httpx.Client(
        base_url=f"{engine.endpoint}/_fakes/{account}/youtube/v3/", trust_env=False, timeout=PATIENCE
    ) as client:
        yield client


def test_a_product_has_videos_with_statistics(youtube: httpx.Client) -> None:
    query: dict[str, str | int] = {
        "part": "snippet",
        "q": "Aurelio coffee maker kitchen review",
        "type": "video",
        "maxResults": 10,
        "key": KEY,
    }

    found = youtube.get("search", params=query).raise_for_status().json()["items"]
    ids = [item["id"]["videoId"] for item in found]
    videos = youtube.get("videos", params={"part": "statistics", "id": ",".join(ids), "key": KEY}).json()["items"]

    assert len(found) == 10
    assert "coffee" in found[0]["snippet"]["title"].lower()
    assert [video["id"] for video in videos] == ids
    assert all(int(video["statistics"]["viewCount"]) >= 0 for video in videos)


def test_the_address_without_an_account_serves_the_same(engine: Any, youtube: httpx.Client) -> None:
    query = {"part": "snippet", "q": "manga", "key": KEY}

    shared = httpx.get(f"{engine.endpoint}/_fakes/youtube/v3/search", params=query, trust_env=False, timeout=PATIENCE)

    assert shared.json() == youtube.get("search", params=query).json()


def test_the_quota_of_a_day_ends(youtube: httpx.Client) -> None:
    statuses = [youtube.get("search", params={"part": "id", "key": KEY}).status_code for _ in range(101)]

    assert statuses == [200] * 100 + [403]
    answer = youtube.get("search", params={"part": "id", "key": KEY})
    assert answer.json()["error"]["errors"][0]["reason"] == "quotaExceeded"


def test_a_key_in_the_header_is_one_too(youtube: httpx.Client) -> None:
    answer = youtube.get("videos", params={"part": "id", "chart": "mostPopular"}, headers={"X-Goog-Api-Key": KEY})

    assert answer.status_code == 200
    assert youtube.get("videos", params={"part": "id", "chart": "mostPopular"}).status_code == 403


def test_what_is_not_emulated_says_its_name(youtube: httpx.Client) -> None:
    answer = youtube.post("captions", params={"key": KEY})

    assert answer.status_code == 501
    assert "POST captions is not emulated" in answer.json()["error"]["message"]
