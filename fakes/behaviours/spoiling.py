"""Damage: bytes and texts that arrive wrong, or only in part."""

from random import Random

from fakes.behaviours.effects import Corrupt, Truncate


def spoil_bytes(content: bytes, effect: Corrupt | Truncate, dice: Random) -> bytes:
    """Flip some bytes, or cut the end off. Nothing stays nothing."""
    if isinstance(effect, Truncate):
        return content[: _kept(len(content), effect)]
    spoilt = bytearray(content)
    for place in _places(len(spoilt), effect, dice):
        spoilt[place] ^= 0xFF
    return bytes(spoilt)


def spoil_text(text: str, effect: Corrupt | Truncate, dice: Random) -> str:
    """Replace some characters by ones that no format needs, or cut the end off."""
    if isinstance(effect, Truncate):
        return text[: _kept(len(text), effect)]
    spoilt = list(text)
    for place in _places(len(spoilt), effect, dice):
        spoilt[place] = "\N{REPLACEMENT CHARACTER}"
    return "".join(spoilt)


def choose_failing(parts: int, share: float, dice: Random) -> frozenset[int]:
    """Which of so many parts fail, by their index: at least one, if there are any."""
    return frozenset(dice.sample(range(parts), min(parts, max(1, round(parts * share)))))


def _kept(length: int, effect: Truncate) -> int:
    # Rounded down: what is cut is cut, be it a single byte.
    return int(length * effect.keep)


def _places(length: int, effect: Corrupt, dice: Random) -> frozenset[int]:
    return choose_failing(length, effect.share, dice)
