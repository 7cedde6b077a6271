"""Gives plain text its times: sentences at the pace of speech, squeezed if there is too little time."""

import re
from collections.abc import Sequence

from fakes.media.captions import split_speaker
from fakes.media.media import Cue

_SECONDS_PER_LETTER = 1 / 15
"""Ordinary English: about 150 words a minute of six letters with their space."""

_PAUSE = 6
"""Between sentences, in letters."""

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+(?!\s|$)[^.!?]*)*[.!?]*")


def pace(text: str, duration: float) -> Sequence[Cue]:
    """Lay sentences out, one after another.

    Args:
        text: lines; `Name: ` at the beginning of a line tells who says it.
        duration: seconds within which everything is said.
    """
    sentences = [
        (speaker, sentence)
        for line in text.splitlines()
        for speaker, said in [split_speaker(line)]
        for sentence in split_sentences(said)
    ]
    letters = sum(len(sentence) + _PAUSE for _, sentence in sentences)
    unit = min(_SECONDS_PER_LETTER, duration / letters) if letters else 0.0
    cues, start = [], 0.0
    for speaker, sentence in sentences:
        end = start + len(sentence) * unit
        cues.append(Cue(start, end, sentence, speaker))
        start = end + _PAUSE * unit
    return cues


def split_sentences(text: str) -> list[str]:
    """Cut after full stops, question and exclamation marks that a space follows; `3.5` stays whole."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
