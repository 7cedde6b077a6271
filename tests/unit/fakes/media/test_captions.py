from fakes.media.captions import parse_captions, split_speaker
from fakes.media.media import Cue

SUBRIP = """\ufeff1\r
00:00:01,500 --> 00:00:03,000\r
Ann: Is it <i>ready</i>?\r
\r
2\r
01:00:00,000 --> 01:00:02,250\r
Two lines\r
become one.\r
"""
WEBVTT = """WEBVTT - with a title

NOTE nobody says this

intro
00:01.500 --> 00:03.000 align:start
<v Ann>Is it ready &amp; tested?

00:05.000 --> 00:05.000
has no time to be said
"""


def test_subrip_is_read() -> None:
    assert parse_captions(SUBRIP) == (
        Cue(1.5, 3.0, "Is it ready?", "Ann"),
        Cue(3600.0, 3602.25, "Two lines become one."),
    )


def test_webvtt_is_read() -> None:
    assert parse_captions(WEBVTT) == (Cue(1.5, 3.0, "Is it ready & tested?", "Ann"),)


def test_a_time_within_a_sentence_is_no_speaker() -> None:
    assert split_speaker("We meet at 10:30 in the hall") == (None, "We meet at 10:30 in the hall")


def test_a_name_in_front_of_a_colon_is_one() -> None:
    assert split_speaker("Dr. Ann O'Hara: Good morning") == ("Dr. Ann O'Hara", "Good morning")
