"""A made-up catalogue: the same seed always makes the same one."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from fakes.youtube import words
from fakes.youtube.catalogue import Catalogue, Channel, Comment, Reply, Video

_FIRST_DAY = datetime(2019, 1, 1, tzinfo=UTC)
_DAYS = 2300
_MOST_COMMENTS = 60


def make_up(seed: int) -> Catalogue:
    """Make a catalogue: a dozen channels, and every title about every thing, which makes some 500 videos."""
    channels = list(_channels(seed))
    return Catalogue(channels, _videos(seed, channels), lambda video: _comments(seed, video))


def _channels(seed: int) -> Iterator[Channel]:
    for title in words.CHANNELS:
        random = Random(f"{seed}/{title}")
        yield Channel(
            id="UC" + _id(f"{seed}/channel/{title}", 22),
            title=title,
            description=f"{title}: new videos every week.",
            handle="".join(letter for letter in title.lower() if letter.isalnum()),
            country=random.choice(("US", "GB", "DE", "JP", "BR", "IN")),
            published=_FIRST_DAY - timedelta(days=random.randrange(1000)),
            subscribers=_spread(random, 7),
        )


def _videos(seed: int, channels: Sequence[Channel]) -> Iterator[Video]:
    for category, things in words.THINGS.items():
        for thing in things:
            for title in words.TITLES:
                yield _video(Random(f"{seed}/{thing}/{title}"), category, thing, title, channels)


def _video(random: Random, category: str, thing: str, title: str, channels: Sequence[Channel]) -> Video:
    brand, rival = random.sample(words.BRANDS, 2)
    published = _FIRST_DAY + timedelta(days=random.randrange(_DAYS), seconds=random.randrange(86_400))
    about = {"brand": brand, "rival": rival, "thing": thing, "category": category, "year": published.year}
    views = _spread(random, 6)
    text = title.format(**about)
    return Video(
        id=_id(f"{random.random()}", 11),
        channel=random.choice(channels).id,
        title=text[0].upper() + text[1:],
        description=random.choice(words.DESCRIPTIONS).format(**about),
        tags=(thing, category, "review", brand.lower()),
        published=published,
        duration=timedelta(seconds=random.randrange(45, 1800)),
        views=views,
        likes=round(views * random.uniform(0.01, 0.08)),
        comments_disabled=random.random() < 0.03,
    )


def _comments(seed: int, video: Video) -> list[Comment]:
    random = Random(f"{seed}/{video.id}")
    said = [_comment(random, video, number) for number in range(random.randrange(_MOST_COMMENTS))]
    return sorted(said, key=lambda comment: comment.published, reverse=True)


def _comment(random: Random, video: Video, number: int) -> Comment:
    minute, second = divmod(random.randrange(int(video.duration.total_seconds())), 60)
    published = video.published + timedelta(hours=random.uniform(1, 2000))
    replies = [_reply(random, published) for _ in range(random.choice((0, 0, 0, 1, 2)))]
    return Comment(
        id="Ug" + _id(f"{video.id}/{number}", 24),
        video=video.id,
        author=random.choice(words.AUTHORS),
        text=random.choice(words.COMMENTS).format(minute=minute, second=second),
        published=published,
        likes=_spread(random, 2),
        replies=tuple(replies),
    )


def _reply(random: Random, after: datetime) -> Reply:
    published = after + timedelta(hours=random.uniform(0, 100))
    return Reply(author=random.choice(words.AUTHORS), text=random.choice(words.REPLIES), published=published)


def _spread(random: Random, digits: int) -> int:
    """A number with up to so many digits: small ones are as likely as large ones."""
    return int(10 ** random.uniform(0, digits))


def _id(name: str, length: int) -> str:
    return urlsafe_b64encode(hashlib.sha256(name.encode()).digest()).decode()[:length]
