"""The properties of a picture, as DetectLabels answers them: quality and colours, of its subject and its ground too."""

from fakes.common.service import Shape
from fakes.rekognition.colours import Colour, dominant_colours
from fakes.rekognition.picture import Picture, Pixels
from fakes.rekognition.quality import Mask, measure
from fakes.rekognition.subject import find_subject

DEFAULT_COLOURS = 10
"""How many colours are told unless a request says otherwise."""


def render_properties(picture: Picture, colours: int) -> Shape:
    """`ImageProperties`; foreground and background only if the ground is plain.

    Args:
        picture: the picture.
        colours: at most so many dominant colours of each part.
    """
    properties = _part(picture, None, colours)
    if subject := find_subject(picture):
        properties["Foreground"] = _part(picture, subject.mask, colours)
        properties["Background"] = _part(picture, ~subject.mask, colours)
    return properties


def render_colours(pixels: Pixels, most: int) -> list[Shape]:
    """`DominantColors`."""
    return [_colour(colour) for colour in dominant_colours(pixels, most)]


def _part(picture: Picture, mask: Mask | None, colours: int) -> Shape:
    quality = measure(picture.grey, mask)
    return {
        "Quality": {
            "Brightness": round(quality.brightness, 4),
            "Sharpness": round(quality.sharpness, 4),
            "Contrast": round(quality.contrast, 4),
        },
        "DominantColors": render_colours(picture.pixels if mask is None else picture.pixels[mask], colours),
    }


def _colour(colour: Colour) -> Shape:
    return {
        "Red": colour.red,
        "Green": colour.green,
        "Blue": colour.blue,
        "HexCode": colour.hex,
        "CSSColor": colour.css,
        "SimplifiedColor": colour.simple,
        "PixelPercent": round(100 * colour.share, 4),
    }
