"""Where on a picture something is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """An upright rectangle; all lengths are shares of the picture's width or height."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of_pixels(cls, left: float, top: float, width: float, height: float, across: int, down: int) -> "Box":
        """From pixels on a picture that is `across` x `down` pixels large."""
        return cls(left / across, top / down, width / across, height / down)
