"""What a media file tells about itself. Pure data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are said, or shown, at a time.

    Attributes:
        start: seconds from the beginning of the file.
        end: seconds from the beginning of the file.
        text: one or more sentences, without line breaks.
        speaker: who says it, if that is told.
    """

    start: float
    end: float
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """An audio track. `sample_rate` is in hertz."""

    sample_rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Media:
    """A media file.

    Attributes:
        format: one of wav, mp3, mp4, m4a, flac, ogg, amr, webm.
        duration: seconds.
        sound: the first audio track; None is a silent film.
        captions: the first track of text inside the file, in order.
    """

    format: str
    duration: float
    sound: Sound | None
    captions: tuple[Cue, ...] = ()
