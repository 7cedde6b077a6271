"""Turning the SDK's exceptions into sentences for the user."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from harness.errors import SubmitError


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Raise every failure of an AWS call inside the block as one error of ours.

    Args:
        what: completes the sentence "Can't ...", e.g. `upload deed.pdf`.

    Raises:
        SubmitError: a call failed; says what was tried and what AWS answered.
    """
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise SubmitError(f"Can't {what}: {error}", hint="See `rehearse status` and `rehearse logs`.") from error
