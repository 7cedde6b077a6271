"""WebM and Matroska: durations, the audio track and the track of captions."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from fakes.media import ebml
from fakes.media.captions import split_speaker
from fakes.media.ebml import Element, read_elements
from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Cue, Media, Sound

_SUBTITLES = 17
_AUDIO = 2
_TEXT_CODECS = {b"S_TEXT/UTF8", b"S_TEXT/WEBVTT", b"D_WEBVTT/SUBTITLES", b"D_WEBVTT/CAPTIONS"}
_DEFAULT_RATE = 8000


@dataclass
class _Track:
    number: int = 0
    type: int = 0
    codec: bytes = b""
    sample_rate: float = _DEFAULT_RATE
    channels: int = 1

    @property
    def has_text(self) -> bool:
        return self.type == _SUBTITLES and self.codec in _TEXT_CODECS


@dataclass
class _Film:
    """What is known so far. Times are in ticks of `scale` nanoseconds."""

    scale: int = 1_000_000
    duration: float = 0.0
    tracks: list[_Track] = field(default_factory=list)
    cluster: int = 0
    last: float = 0.0
    said: list[tuple[int, int, str]] = field(default_factory=list)
    saying: bool = False  # the last block is text

    def take(self, element: Element) -> None:
        """Learn from the next element."""
        if element.kind == ebml.TRACK:
            self.tracks.append(_Track())
        elif element.kind in _OF_TRACK and self.tracks:
            name, read = _OF_TRACK[element.kind]
            setattr(self.tracks[-1], name, read(element.data))
        elif element.kind == ebml.TIME_SCALE:
            self.scale = element.number
        elif element.kind == ebml.DURATION:
            self.duration = _float(element.data)
        else:
            self._take_block(element)

    def _take_block(self, element: Element) -> None:
        if element.kind == ebml.CLUSTER_TIME:
            self.cluster = element.number
        elif element.kind in {ebml.BLOCK, ebml.SIMPLE_BLOCK} and len(element.data) > 4:
            start = self.cluster + int.from_bytes(element.data[1:3], signed=True)
            self.last = max(self.last, start)
            self.saying = any(track.has_text and track.number == element.data[0] & 0x7F for track in self.tracks)
            if self.saying:
                self.said.append((start, start, element.data[4:].decode("utf-8", "replace")))
        elif element.kind == ebml.BLOCK_DURATION and self.saying:
            start, _, text = self.said[-1]
            self.said[-1] = start, start + element.number, text

    def seconds(self, ticks: float) -> float:
        """A time in seconds."""
        return ticks * self.scale / 1e9


def read_webm(file: BinaryIO) -> Media:
    """Read the whole file's elements: recordings by browsers tell their duration by their last block only.

    Raises:
        UnreadableMediaError: nothing tells the duration.
    """
    film = _Film()
    for element in read_elements(file):
        film.take(element)
    duration = film.seconds(film.duration or film.last)
    if duration <= 0:
        raise UnreadableMediaError("The WebM file doesn't tell its duration.")
    sounds = [track for track in film.tracks if track.type == _AUDIO]
    sound = Sound(round(sounds[0].sample_rate), sounds[0].channels) if sounds else None
    return Media("webm", duration, sound, tuple(_cues(film)))


def _cues(film: _Film) -> list[Cue]:
    cues = []
    for start, end, raw in film.said:
        speaker, text = split_speaker(raw)
        if text and end > start:
            cues.append(Cue(film.seconds(start), film.seconds(end), text, speaker))
    return cues


def _float(data: bytes) -> float:
    layout = {4: ">f", 8: ">d"}.get(len(data))
    return float(struct.unpack(layout, data)[0]) if layout else 0.0


_OF_TRACK: dict[int, tuple[str, Callable[[bytes], float | bytes]]] = {
    ebml.TRACK_NUMBER: ("number", int.from_bytes),
    ebml.TRACK_TYPE: ("type", int.from_bytes),
    ebml.CODEC: ("codec", lambda data: data.rstrip(b"\0")),
    ebml.SAMPLE_RATE: ("sample_rate", _float),
    ebml.CHANNELS: ("channels", int.from_bytes),
}
"""Where a track keeps what these elements tell."""
