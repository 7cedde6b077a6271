"""The length of films in fragments, as browsers record them: nothing but their fragments tells it."""

from collections.abc import Iterable

from fakes.media.binary import unpack
from fakes.media.boxes import Box

_DEFAULT_DURATION = 0x8  # flags of tfhd
_BEFORE_DURATION = ((0x1, 8), (0x2, 4))
_DATA_OFFSET, _FIRST_FLAGS, _DURATION = 0x1, 0x4, 0x100  # flags of trun
_PER_SAMPLE = (_DURATION, 0x200, 0x400, 0x800)


def fragments_end(fragments: Iterable[Box], track: int) -> int:
    """When a track's last fragment ends.

    Args:
        fragments: `moof` boxes.
        track: the track's number.

    Returns:
        Ticks of the track's clock; 0 without a fragment that has durations.
    """
    runs = (run for fragment in fragments for run in fragment.children() if run.kind == "traf")
    return max((_end(run) for run in runs if _track(run) == track), default=0)


def _track(run: Box) -> int:
    return int(unpack(">I", run.get("tfhd").body, 4)[0])


def _end(run: Box) -> int:
    """The time at which it begins, and what its samples take."""
    time = run.get("tfdt").body
    (start,) = unpack(">Q" if time[:1] == b"\x01" else ">I", time, 4)
    usual = _usual_duration(run.get("tfhd").body)
    return int(start) + sum(_length(box.body, usual) for box in run.children() if box.kind == "trun")


def _usual_duration(head: bytes) -> int:
    flags, offset = int.from_bytes(head[1:4]), 8
    if not flags & _DEFAULT_DURATION:
        return 0
    offset += sum(size for flag, size in _BEFORE_DURATION if flags & flag)
    return int(unpack(">I", head, offset)[0])


def _length(samples: bytes, usual: int) -> int:
    flags = int.from_bytes(samples[1:4])
    (count,) = unpack(">I", samples, 4)
    if not flags & _DURATION:
        return int(count) * usual
    offset = 8 + 4 * sum(bool(flags & flag) for flag in (_DATA_OFFSET, _FIRST_FLAGS))
    width = 4 * sum(bool(flags & flag) for flag in _PER_SAMPLE)
    return sum(unpack(">I", samples, offset + number * width)[0] for number in range(count))
