"""From a measure to a confidence."""

_BARELY = 55.0
"""Confidence of what is just at its threshold: Rekognition's own default for `MinConfidence`."""


def confidence(share: float, threshold: float, full: float = 1.0) -> float | None:
    """How sure a measure makes us: 55 at its threshold, 99 where it is full; None below the threshold."""
    if share < threshold:
        return None
    return _BARELY + (99.0 - _BARELY) * min(1.0, (share - threshold) / (full - threshold))
