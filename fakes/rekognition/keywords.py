"""Keywords that people or cameras wrote into an image file: EXIF, IPTC, XMP, and texts of PNGs."""

import html
import re
from collections.abc import Iterator

from PIL import ExifTags, ImageFile, IptcImagePlugin

_IPTC_KEYWORDS = (2, 25)
_SUBJECT = re.compile(rb"<dc:subject>(.*?)</dc:subject>", re.DOTALL)
_ITEM = re.compile(rb"<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)
_LONGEST = 50
"""Characters; what is longer is a sentence and no label."""


def read_keywords(image: ImageFile.ImageFile) -> tuple[str, ...]:
    """What the file says that can be seen, as labels are written (`Coffee Cup`), each once, in order."""
    found = (" ".join(word.split()) for text in _texts(image) for word in re.split(r"[;,]", text))
    return tuple(dict.fromkeys(_capitalised(word) for word in found if word and len(word) <= _LONGEST))


def _capitalised(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def _texts(image: ImageFile.ImageFile) -> Iterator[str]:
    yield from _xmp(image)
    yield from _iptc(image)
    exif = image.getexif().get(ExifTags.Base.XPKeywords)
    if isinstance(exif, bytes):
        yield exif.decode("utf-16-le", "ignore").rstrip("\0")
    written = image.info.get("Keywords")
    if isinstance(written, str):
        yield written


def _xmp(image: ImageFile.ImageFile) -> Iterator[str]:
    """Cut out by hand: an XML parser would have to be told not to follow entities."""
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    data = packet.encode() if isinstance(packet, str) else packet
    for subject in _SUBJECT.findall(data):
        for item in _ITEM.findall(subject):
            yield html.unescape(item.decode("utf-8", "ignore"))


def _iptc(image: ImageFile.ImageFile) -> Iterator[str]:
    words = (IptcImagePlugin.getiptcinfo(image) or {}).get(_IPTC_KEYWORDS, [])
    for word in [words] if isinstance(words, bytes) else words:
        yield word.decode("utf-8", "ignore")
