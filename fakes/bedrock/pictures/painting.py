"""Draws a picture from words: a sky, hills and a few shapes, all from a hash, in the colours that the words name."""

import colorsys
import hashlib
import re
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw

_WORD = re.compile(r"[a-z]+")
_NAMED = set(ImageColor.colormap)
_SHAPES = 7
Colour = tuple[int, int, int]


def paint(text: str, without: str, seed: int, size: tuple[int, int]) -> Image.Image:
    """Draw a picture; the same arguments always give the same pixels.

    Args:
        text: what is asked for.
        without: what isn't; colours named here are not used.
        seed: another number gives another picture.
        size: width and height in pixels.
    """
    digest = hashlib.sha256(f"{seed}\n{text}\n{without}".encode()).digest()
    # Not for secrets: the point is that it can be foretold.
    random = Random(digest)
    colours = _palette(text, without, random)
    picture = Image.fromarray(_sky(colours[0], colours[1], size))
    draw = ImageDraw.Draw(picture, "RGBA")
    for index in range(_SHAPES):
        _shape(draw, random, (*colours[(index + 2) % len(colours)], 200), size)
    return picture


def _palette(text: str, without: str, random: Random) -> list[Colour]:
    """The colours that are named, completed with harmonious ones."""
    refused = set(_WORD.findall(without.lower()))
    named = [word for word in _WORD.findall(text.lower()) if word in _NAMED and word not in refused]
    start = random.random()
    others = [_hue(start + index / 5, random) for index in range(5)]
    return [*(_rgb(ImageColor.getrgb(name)) for name in dict.fromkeys(named)), *others]


def _hue(hue: float, random: Random) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, 0.4 + random.random() * 0.4, 0.6 + random.random() * 0.4)
    return round(red * 255), round(green * 255), round(blue * 255)


def _rgb(colour: tuple[int, ...]) -> Colour:
    return colour[0], colour[1], colour[2]


def _sky(top: Colour, bottom: Colour, size: tuple[int, int]) -> NDArray[np.uint8]:
    width, height = size
    share = np.linspace(0, 1, height)[:, None, None]
    column = np.array(top) * (1 - share) + np.array(bottom) * share
    return np.ascontiguousarray(np.broadcast_to(column, (height, width, 3)).astype(np.uint8))


def _shape(draw: ImageDraw.ImageDraw, random: Random, colour: tuple[int, int, int, int], size: tuple[int, int]) -> None:
    width, height = size
    x, y = random.random() * width, random.random() * height
    reach = (0.05 + random.random() * 0.2) * min(size)
    if random.random() < 0.5:
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    else:
        draw.polygon([(x - reach, height), (x, y), (x + reach, height)], fill=colour)
