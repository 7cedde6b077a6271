"""Captions inside an MP4: a track of text samples (3GPP timed text, which QuickTime calls `text`)."""

from collections.abc import Iterator
from itertools import accumulate, pairwise, repeat
from typing import BinaryIO

from fakes.media.binary import take, unpack
from fakes.media.boxes import Box
from fakes.media.captions import split_speaker
from fakes.media.media import Cue

TEXT_HANDLERS = frozenset({"sbtl", "text"})


def read_timed_text(track: Box, file: BinaryIO) -> tuple[Cue, ...]:
    """Read a track's samples as cues; samples without text are the pauses between them.

    Args:
        track: the `trak` box of text.
        file: the whole file, in which the samples are.

    Raises:
        UnreadableMediaError: the tables or the samples are cut off.
    """
    table = track.get("mdia", "minf", "stbl")
    scale, _ = track.get("mdia", "mdhd").clock()
    times = pairwise(accumulate(_durations(table), initial=0))
    cues = []
    for (start, end), (offset, size) in zip(times, _places(table), strict=False):
        speaker, text = split_speaker(_text(file, offset, size))
        if text and end > start:
            cues.append(Cue(start / scale, end / scale, text, speaker))
    return tuple(cues)


def _text(file: BinaryIO, offset: int, size: int) -> str:
    file.seek(offset)
    sample = take(file, size)
    (length,) = unpack(">H", sample)
    return sample[2 : 2 + length].decode("utf-8", "replace")


def _durations(table: Box) -> Iterator[int]:
    """Ticks of each sample."""
    for count, ticks in _rows(table.get("stts"), ">II"):
        yield from repeat(ticks, count)


def _places(table: Box) -> Iterator[tuple[int, int]]:
    """Offset in the file and size of each sample: they lie in chunks, one behind the other."""
    sizes = _sizes(table.get("stsz"))
    for offset, count in zip(_chunks(table), _samples_per_chunk(table), strict=False):
        for _ in range(count):
            size = next(sizes, None)
            if size is None:
                return
            yield offset, size
            offset += size


def _sizes(box: Box) -> Iterator[int]:
    """Bytes of each sample: one size for all, or a list."""
    same, count = unpack(">II", box.body, 4)
    return repeat(same, count) if same else (unpack(">I", box.body, 12 + 4 * number)[0] for number in range(count))


def _chunks(table: Box) -> list[int]:
    wide = table.find("co64")
    return [row[0] for row in (_rows(wide, ">Q") if wide else _rows(table.get("stco"), ">I"))]


def _samples_per_chunk(table: Box) -> Iterator[int]:
    """One number per chunk: the table names the first chunk of each run, the last run has no end."""
    runs = list(_rows(table.get("stsc"), ">III"))
    for (first, count, _), following in zip(runs, [*runs[1:], None], strict=True):
        chunks = following[0] - first if following else len(_chunks(table)) - first + 1
        yield from repeat(count, max(chunks, 0))


def _rows(box: Box, layout: str) -> Iterator[tuple[int, ...]]:
    """A table's rows, behind version, flags and count."""
    (count,) = unpack(">I", box.body, 4)
    width = {">I": 4, ">Q": 8, ">II": 8, ">III": 12}[layout]
    for number in range(count):
        yield unpack(layout, box.body, 8 + number * width)
