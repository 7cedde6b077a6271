"""Films as they are looked at: a frame every half second."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from fakes.rekognition.picture import Picture, picture_of

STEP = 500
"""Milliseconds between the frames that are looked at."""

_CODECS = {"avc1": "h264", "h264": "h264", "mp4v": "mpeg4", "FMP4": "mpeg4", "hvc1": "hevc", "hev1": "hevc"}
_CONTAINER = b"ftyp"


class UnreadableFilmError(Exception):
    """It can't be decoded, or is no MP4 or QuickTime file; the text is the job's `StatusMessage`."""


@dataclass(frozen=True)
class Facts:
    """What a film tells about itself. `duration` is in milliseconds, `rate` in frames per second."""

    codec: str
    duration: int
    rate: float
    height: int
    width: int


class Film:
    """An open film."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture
        rate, frames = capture.get(cv2.CAP_PROP_FPS), capture.get(cv2.CAP_PROP_FRAME_COUNT)
        if rate <= 0 or frames <= 0:
            raise UnreadableFilmError("Unsupported codec/format: the video has no frames.")
        self.facts = Facts(
            codec=_codec(int(capture.get(cv2.CAP_PROP_FOURCC))),
            duration=round(1000 * frames / rate),
            rate=rate,
            height=int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
            width=int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
        )

    def pictures(self) -> Iterator[tuple[int, Picture]]:
        """Every half second the time in milliseconds and the picture; the frames in between aren't decoded further."""
        due, number = 0, 0
        while self._capture.grab():
            time = round(1000 * number / self.facts.rate)
            number += 1
            if time < due:
                continue
            due += STEP
            decoded, pixels = self._capture.retrieve()
            if decoded:
                yield time, picture_of(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), dtype=np.uint8))


@contextmanager
def open_film(path: Path) -> Iterator[Film]:
    """Open a film.

    Raises:
        UnreadableFilmError: it is none that Rekognition takes.
    """
    with path.open("rb") as file:
        if file.read(12)[4:8] != _CONTAINER:
            raise UnreadableFilmError("Unsupported codec/format: the video is no MPEG-4 or QuickTime file.")
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        if not capture.isOpened():
            raise UnreadableFilmError("Unsupported codec/format: the video can't be decoded.")
        yield Film(capture)
    finally:
        capture.release()


def _codec(letters: int) -> str:
    name = letters.to_bytes(4, "little").decode("latin-1")
    return _CODECS.get(name, name)
