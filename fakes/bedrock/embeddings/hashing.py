"""Embeds a text by hashing its words and parts of words: texts that share them are near, others are about orthogonal.

No model knows meanings here. Inflected and misspelt words are near because they share parts, synonyms are not.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fakes.bedrock.responders.extractive.words import words

_WORD, _PAIR, _PART, _SIGN = 1.0, 0.6, 0.25, 0.1
_PART_LENGTHS = (3, 4, 5)
# Words of this length or less carry little of what a text is about.
_SHORT = 2


def embed(text: str, dimensions: int, normalize: bool) -> NDArray[np.float32]:
    """Return a text's vector.

    Args:
        text: anything but the empty text.
        dimensions: length of the vector.
        normalize: scale it to the length 1.
    """
    vector = np.zeros(dimensions, np.float64)
    for (feature, weight), times in Counter(_features(text)).items():
        place, sign = _slot(feature)
        vector[place % dimensions] += sign * weight * (1 + math.log(times))
    length = float(np.linalg.norm(vector))
    if length == 0:
        # Two features that cancel each other out still are a text.
        place, sign = _slot(text)
        vector[place % dimensions], length = sign, 1.0
    return (vector / length if normalize else vector).astype(np.float32)


def _features(text: str) -> Iterator[tuple[str, float]]:
    found = words(text)
    for word in found:
        yield f"word {word}", _WORD if len(word) > _SHORT else _SIGN
        padded = f"<{word}>"
        for length in _PART_LENGTHS:
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length], _PART
    for first, second in pairwise(found):
        yield f"pair {first} {second}", _PAIR
    if not found:
        for sign in text:
            yield f"sign {sign}", _SIGN


@lru_cache(maxsize=65_536)
def _slot(feature: str) -> tuple[int, int]:
    """Where a feature counts, and in which direction; `hash` would differ from process to process."""
    digest = hashlib.blake2b(feature.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:7], "big"), 1 if digest[7] & 1 else -1
