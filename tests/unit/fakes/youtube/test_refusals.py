from datetime import timedelta
from typing import Any

import pytest

from fakes.behaviour import Behaviour, Match
from fakes.behaviours.effects import Error, Throttle
from tests.unit.fakes.youtube.asking import ACCOUNT, KEY, Asking


@pytest.mark.parametrize(
    ("path", "parameters", "refusal"),
    [
        ("search", {"key": None}, (403, "forbidden")),
        ("search", {"key": "short"}, (400, "badRequest")),
        ("search", {"part": ""}, (400, "missingRequiredParameter")),
        ("search", {"part": "everything"}, (400, "unknownPart")),
        ("search", {"maxResults": 51}, (400, "invalidParameter")),
        ("search", {"maxResults": "many"}, (400, "invalidParameter")),
        ("search", {"order": "random"}, (400, "invalidParameter")),
        ("search", {"type": "movie"}, (400, "invalidParameter")),
        ("search", {"publishedAfter": "yesterday"}, (400, "invalidParameter")),
        ("search", {"publishedAfter": "2024-01-01T00:00:00"}, (400, "invalidParameter")),
        ("search", {"pageToken": "!"}, (400, "invalidPageToken")),
        ("search", {"colour": "red"}, (400, "badRequest")),
        ("search", {"location": "0,0"}, (501, "notImplemented")),
        ("videos", {}, (400, "missingRequiredParameter")),
        ("videos", {"id": "v1", "part": "player"}, (501, "notImplemented")),
        ("channels", {}, (400, "missingRequiredParameter")),
        ("commentThreads", {}, (400, "missingRequiredParameter")),
        ("commentThreads", {"videoId": "gone"}, (404, "videoNotFound")),
        ("commentThreads", {"videoId": "v3"}, (403, "commentsDisabled")),
        ("playlists", {}, (501, "notImplemented")),
        ("videos", {"verb": "POST"}, (501, "notImplemented")),
    ],
)
def test_what_is_wrong_is_told_as_google_tells_it(
    path: str, parameters: dict[str, Any], refusal: tuple[int, str]
) -> None:
    assert Asking().refusal(path, **{"part": "snippet", **parameters}) == refusal


def test_an_invalid_key_is_told_in_detail() -> None:
    _, body = Asking().status_and_body("search", key="x", part="snippet")

    assert body["error"]["status"] == "INVALID_ARGUMENT"
    assert body["error"]["details"][0]["reason"] == "API_KEY_INVALID"


def test_what_is_not_emulated_says_its_name() -> None:
    _, body = Asking().status_and_body("captions", part="id")

    assert "GET captions is not emulated" in body["error"]["message"]


def test_a_search_costs_a_hundred_units_and_the_rest_one() -> None:
    asking = Asking(units=202)
    for _ in range(2):
        asking.ask("search", part="id")
    for _ in range(2):
        asking.ask("videos", part="id", id="v1")

    status, body = asking.status_and_body("videos", part="id", id="v1")

    assert status == 403
    assert body == {
        "error": {
            "code": 403,
            "message": body["error"]["message"],
            "errors": [
                {"message": body["error"]["message"], "domain": "youtube.quota", "reason": "quotaExceeded"},
            ],
        }
    }
    assert "exceeded your" in body["error"]["message"]


def test_a_bad_request_costs_as_much_as_a_good_one_and_a_bad_key_nothing() -> None:
    asking = Asking(units=1)

    assert asking.refusal("videos", key="x", part="id", id="v1") == (400, "badRequest")
    assert asking.refusal("videos", part="id") == (400, "missingRequiredParameter")
    assert asking.refusal("videos", part="id", id="v1") == (403, "quotaExceeded")


def test_each_key_has_a_quota_and_each_day_a_new_one() -> None:
    asking = Asking(units=1)
    asking.ask("videos", part="id", id="v1")

    assert asking.refusal("videos", part="id", id="v1") == (403, "quotaExceeded")
    asking.ask("videos", part="id", id="v1", key=KEY.replace("0", "1"))
    asking.now += timedelta(days=1).total_seconds()
    asking.ask("videos", part="id", id="v1")


def test_the_day_ends_at_midnight_in_california() -> None:
    asking = Asking(units=1)
    asking.now += timedelta(hours=19, minutes=59).total_seconds()  # it was noon, UTC
    asking.ask("videos", part="id", id="v1")

    asking.now += timedelta(minutes=2).total_seconds()

    asking.ask("videos", part="id", id="v1")


def test_behaviours_reach_the_api_too() -> None:
    asking = Asking()
    exceeded = Error(code="quotaExceeded", message="no more", status=403)
    asking.board.set(
        ACCOUNT, Behaviour(match=Match(service="youtube", operation="search.list", nth=(1,)), effect=exceeded)
    )
    asking.board.set(
        ACCOUNT, Behaviour(match=Match(service="youtube", operation="videos.*"), effect=Throttle(rate=0, burst=0))
    )

    assert asking.refusal("search", part="id") == (403, "quotaExceeded")
    assert asking.refusal("videos", part="id", id="v1") == (403, "rateLimitExceeded")
    asking.ask("search", part="id")
