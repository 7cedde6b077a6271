"""Pictures and films that tests draw."""

from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

SIZE = (640, 480)


def png(image: Image.Image, **more: Any) -> bytes:
    """The picture as a file."""
    buffer = BytesIO()
    image.save(buffer, "PNG", **more)
    return buffer.getvalue()


def jpeg(image: Image.Image, **more: Any) -> bytes:
    """The picture as a file."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", **more)
    return buffer.getvalue()


def plain(colour: str = "white") -> Image.Image:
    """Nothing but a colour."""
    return Image.new("RGB", SIZE, colour)


def circle() -> Image.Image:
    """A red disc on white."""
    image = plain()
    ImageDraw.Draw(image).ellipse((220, 140, 420, 340), fill="red")
    return image


def triangle_and_rectangle() -> Image.Image:
    """Two shapes on a dark ground."""
    image = plain("navy")
    draw = ImageDraw.Draw(image)
    draw.polygon([(60, 420), (260, 420), (160, 160)], fill="yellow")
    draw.rectangle((360, 80, 580, 260), fill="white")
    return image


def landscape() -> Image.Image:
    """Blue above, rough green below."""
    pixels = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    pixels[:240] = (100, 160, 230)
    green = np.random.default_rng(1).integers(60, 140, (240, SIZE[0]))
    pixels[240:] = np.stack([green // 3, green, green // 4], axis=2)
    return Image.fromarray(pixels)


def sunset() -> Image.Image:
    """Orange that fades to the horizon, above the dark ground."""
    fading = np.linspace(160, 255, 300)[:, None, None] * np.array([1.0, 0.5, 0.15])
    pixels = np.full((SIZE[1], SIZE[0], 3), 25, np.uint8)
    pixels[:300] = fading.astype(np.uint8)
    return Image.fromarray(pixels)


def night() -> Image.Image:
    """A few lights in the dark."""
    pixels = np.full((SIZE[1], SIZE[0], 3), 10, np.uint8)
    for x, y in np.random.default_rng(1).integers(5, 470, (40, 2)):
        pixels[y : y + 4, x : x + 4] = 255
    return Image.fromarray(pixels)


def page() -> Image.Image:
    """Lines of print."""
    image = Image.new("RGB", (700, 900), "white")
    draw = ImageDraw.Draw(image)
    for y in range(60, 850, 22):
        draw.text((50, y), "This Indenture, made the third day of March between the parties hereto,", fill="black")
    return image


def qr_code() -> Image.Image:
    """A code on white."""
    code = cv2.QRCodeEncoder.create().encode("https://example.com")
    large = cv2.resize(code, (240, 240), interpolation=cv2.INTER_NEAREST)
    image = plain()
    image.paste(Image.fromarray(large).convert("RGB"), (200, 120))
    return image


def film(path: Path, *scenes: Image.Image, seconds: float = 1.0, rate: int = 10) -> bytes:
    """An MP4 that shows each of the scenes for some seconds."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), rate, SIZE)
    for scene in scenes:
        frame = cv2.cvtColor(np.asarray(scene), cv2.COLOR_RGB2BGR)
        for _ in range(round(seconds * rate)):
            writer.write(frame)
    writer.release()
    return path.read_bytes()
