"""Tells speakers apart: labels instead of names, as nobody introduces themselves to Transcribe."""

from collections.abc import Sequence
from dataclasses import replace

from fakes.transcribe.items import Utterance


def label_speakers(said: Sequence[Utterance], most: int | None) -> list[Utterance]:
    """Replace names by `spk_0`, `spk_1`, ... in the order in which they are heard first.

    Args:
        said: utterances, with names where they are known; without one, whoever spoke last goes on.
        most: at most so many speakers: later voices are taken for the last one; None tells nobody apart.
    """
    if most is None:
        return [replace(utterance, speaker=None) for utterance in said]
    names: list[str] = []
    labelled, label = [], "spk_0"
    for utterance in said:
        if utterance.speaker is not None:
            if utterance.speaker not in names:
                names.append(utterance.speaker)
            label = f"spk_{min(names.index(utterance.speaker), most - 1)}"
        labelled.append(replace(utterance, speaker=label))
    return labelled
