"""Texts in pictures, which have to do with the room there is."""

from typing import Final

CHARACTER: Final = 6.3
"""Pixels of a character, on average; browsers' fonts differ a little."""


def fit(text: str, pixels: float) -> str:
    """As much of a text as has room; nothing where that would say nothing."""
    room = int(pixels / CHARACTER)
    if len(text) <= room:
        return text
    return f"{text[: room - 1]}…" if room > 3 else ""
