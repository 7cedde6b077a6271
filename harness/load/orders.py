"""Orders to a generator, a byte each."""

from typing import Final

NO_MORE: Final = b"."
"""Send nothing more, and wait for what is under way."""

STOP: Final = b"!"
"""Send nothing more, and wait for nothing."""
