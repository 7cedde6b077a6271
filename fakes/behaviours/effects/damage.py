"""Effects that arrive: an answer or a result that is wrong, cut off, or not all of it."""

from typing import Literal

from pydantic import Field

from fakes.behaviours.effects.base import EffectBase
from fakes.behaviours.moment import Point


class Corrupt(EffectBase):
    """Some of it arrives as something else: of an answer bytes, of a model's text characters.

    Attributes:
        share: how much of it is changed; at least one byte or character.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["corrupt"] = "corrupt"
    share: float = Field(default=0.01, gt=0, le=1)


class Truncate(EffectBase):
    """It ends early: an answer's connection breaks in the middle, a model has used up its tokens.

    Attributes:
        keep: how much of it arrives.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["truncate"] = "truncate"
    keep: float = Field(default=0.5, ge=0, lt=1)


class Partial(EffectBase):
    """Some parts succeed and some fail: entries of a batch, pages of a document.

    Attributes:
        share: how many of the parts fail; at least one.
        code: each failed part's error code, where the service tells one.
        message: each failed part's error message.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["partial"] = "partial"
    share: float = Field(default=0.5, gt=0, le=1)
    code: str = "InternalError"
    message: str = "This part failed because a behaviour asks for it."
