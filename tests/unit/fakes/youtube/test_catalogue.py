from pathlib import Path

import pytest

from fakes.youtube.files import CatalogueError, read_catalogue
from fakes.youtube.made_up import make_up
from tests.unit.fakes.youtube.asking import Asking, titles

FILE = """
channels:
  - {id: UC1, title: Mine, handle: mine, published: 2020-01-01T00:00:00Z}
videos:
  - {id: v1, channel: UC1, title: My teapot, published: 2024-01-01T00:00:00Z, duration: PT2M, views: 5}
comments:
  - {id: c1, video: v1, author: Ana, text: Lovely, published: 2024-01-02T00:00:00Z}
"""


def test_the_same_seed_makes_the_same_catalogue() -> None:
    one, same, other = make_up(1), make_up(1), make_up(2)
    first = next(iter(one.videos.values()))

    assert one.videos == same.videos
    assert one.channels == same.channels
    assert list(one.comments_on(first)) == list(same.comments_on(first))
    assert one.videos.keys().isdisjoint(other.videos)


def test_what_is_made_up_looks_like_the_real_thing() -> None:
    catalogue = make_up(0)

    assert len(catalogue.videos) > 400
    assert {len(id) for id in catalogue.videos} == {11}
    assert {len(id) for id in catalogue.channels} == {24}
    assert all(video.likes <= video.views for video in catalogue.videos.values())
    assert any(catalogue.comments_on(video) for video in catalogue.videos.values())


def test_a_file_is_served_instead(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(FILE)

    asking = Asking(read_catalogue(path))

    assert titles(asking.ask("search", part="snippet", q="teapot")) == ["My teapot"]
    assert asking.ask("videos", part="contentDetails", id="v1")["items"][0]["contentDetails"]["duration"] == "PT2M"
    assert len(asking.ask("commentThreads", part="id", videoId="v1")["items"]) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("channels: [", "parsing"),
        ("videos: []", "channels"),
        (FILE.replace("channel: UC1", "channel: UC2"), "v1"),
        (FILE.replace("views: 5", "views: -5"), "views"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(text)

    with pytest.raises(CatalogueError, match=reason) as failure:
        read_catalogue(path)
    assert str(failure.value).startswith("catalogue.yaml: ")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="No such file"):
        read_catalogue(tmp_path / "missing.yaml")
