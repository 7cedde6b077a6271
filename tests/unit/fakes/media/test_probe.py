"""Files that FFmpeg wrote, and files that are broken."""

import wave
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Cue, Sound
from fakes.media.probe import probe

SAMPLES = Path(__file__).parent / "samples"
FILES = [
    ("tone.mp3", "mp3", Sound(16_000, 1)),
    ("stereo.mp3", "mp3", Sound(44_100, 2)),
    ("tone.m4a", "m4a", Sound(16_000, 1)),
    ("captions.mp4", "mp4", Sound(16_000, 1)),
    ("fragments.mp4", "mp4", Sound(16_000, 1)),
    ("tone.flac", "flac", Sound(8_000, 1)),
    ("tone.opus.ogg", "ogg", Sound(48_000, 1)),
    ("tone.vorbis.ogg", "ogg", Sound(44_100, 2)),
    ("tone.amr", "amr", Sound(8_000, 1)),
    ("tone.webm", "webm", Sound(48_000, 1)),
    ("live.webm", "webm", Sound(48_000, 1)),
]
ENCODERS_PADDING = 0.09  # seconds: lossy encoders fill their last frame and add a few


@pytest.mark.parametrize(("name", "format", "sound"), FILES)
def test_a_file_tells_its_format_sound_and_duration(name: str, format: str, sound: Sound) -> None:
    media = probe(SAMPLES / name)

    assert media.format == format
    assert media.sound == sound
    assert media.duration == pytest.approx(1.5, abs=ENCODERS_PADDING)


@pytest.mark.parametrize("name", ["captions.mp4", "captions.mkv"])
def test_captions_inside_a_film_are_read(name: str) -> None:
    assert probe(SAMPLES / name).captions == (
        Cue(0.1, 0.7, "Good morning, everybody.", "Ann"),
        Cue(0.9, 1.4, "Thank you. Let us begin!", "Bob"),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rate=st.sampled_from([8_000, 16_000, 44_100]),
    channels=st.integers(1, 2),
    width=st.sampled_from([1, 2, 3]),
    frames=st.integers(1, 50_000),
)
def test_the_duration_of_a_wav_is_its_frames_by_its_rate(
    tmp_path: Path, rate: int, channels: int, width: int, frames: int
) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes(frames * channels * width))

    media = probe(path)

    assert media.duration == pytest.approx(frames / rate)
    assert media.sound == Sound(rate, channels)


@pytest.mark.parametrize(
    "content", [b"", b"plain text", b"RIFF\0\0\0\0WAVE", b"fLaC", b"OggS", b"#!AMR\n", b"\xff\xfb"]
)
def test_what_is_no_media_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(content)

    with pytest.raises(UnreadableMediaError):
        probe(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from([file[0] for file in FILES] + ["captions.mkv"]), data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = bytearray((SAMPLES / name).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])

    try:
        media = probe(path)
    except UnreadableMediaError:
        return
    assert media.duration > 0
