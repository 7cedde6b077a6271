from tests.unit.fakes.youtube.asking import Asking, titles


def test_videos_are_found_by_id_and_unknown_ones_left_out() -> None:
    answer = Asking().ask("videos", part="snippet,statistics,contentDetails,status", id="v3,gone,v1,v3")

    camera, coffee = answer["items"]
    assert answer["kind"] == "youtube#videoListResponse"
    assert answer["pageInfo"] == {"totalResults": 2, "resultsPerPage": 2}
    assert (camera["id"], camera["contentDetails"]["duration"]) == ("v3", "PT1H5S")
    assert camera["statistics"] == {"viewCount": "50", "likeCount": "9", "favoriteCount": "0"}
    assert coffee["statistics"]["commentCount"] == "3"
    assert coffee["status"]["privacyStatus"] == "public"
    assert coffee["snippet"]["tags"] == ["kitchen"]


def test_only_the_wanted_parts_are_answered() -> None:
    [video] = Asking().ask("videos", part="statistics", id="v1")["items"]

    assert video.keys() == {"kind", "etag", "id", "statistics"}


def test_a_chart_has_the_most_popular_first() -> None:
    answer = Asking().ask("videos", part="snippet", chart="mostPopular", maxResults=2)

    assert titles(answer) == ["Blender review", "Coffee maker review"]
    assert answer["nextPageToken"]


def test_a_channel_is_found_by_id_and_by_handle() -> None:
    asking = Asking()

    [channel] = asking.ask("channels", part="snippet,statistics,contentDetails", id="UC1,UC9")["items"]

    assert channel["statistics"]["videoCount"] == "3"
    assert channel["statistics"]["viewCount"] == "1050"
    assert channel["contentDetails"]["relatedPlaylists"]["uploads"] == "UU1"
    assert asking.ask("channels", part="snippet", forHandle="@thegearbench")["items"][0]["id"] == "UC1"


def test_comments_come_newest_first_with_their_replies() -> None:
    answer = Asking().ask("commentThreads", part="snippet,replies", videoId="v1")

    assert [thread["id"] for thread in answer["items"]] == ["c3", "c2", "c1"]
    question = answer["items"][1]
    assert question["snippet"]["topLevelComment"]["snippet"]["textDisplay"] == "Which colour is it?"
    assert question["snippet"]["totalReplyCount"] == 1
    [reply] = question["replies"]["comments"]
    assert (reply["snippet"]["parentId"], reply["snippet"]["textDisplay"]) == ("c2", "Red")
    assert "replies" not in answer["items"][0]


def test_comments_are_searched_and_sorted() -> None:
    asking = Asking()

    searched = asking.ask("commentThreads", part="id", videoId="v1", searchTerms="colour")
    sorted_ = asking.ask("commentThreads", part="id", videoId="v1", order="relevance")

    assert [thread["id"] for thread in searched["items"]] == ["c2"]
    assert sorted_["items"][0]["id"] == "c1"
