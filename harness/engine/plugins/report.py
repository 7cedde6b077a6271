"""Telling the owner of the engine how the start went."""

import json
import os
import threading
from collections.abc import Sequence
from contextlib import suppress

REFUSED = 3
"""Exit status of an engine whose self-check failed."""


def send(descriptor: int | None, problems: Sequence[str]) -> None:
    """Write `{"problems": [...]}` to the pipe whose other end the owner reads, and close it."""
    if descriptor is None:
        return
    with suppress(OSError):  # the owner may have gone
        os.write(descriptor, json.dumps({"problems": list(problems)}).encode())
        os.close(descriptor)


def refuse(problems: Sequence[str]) -> None:
    """Stop this engine: running with less than everything would be an unfaithful rehearsal."""
    from localstack.runtime import get_current_runtime

    print("The engine refuses to start:", *problems, sep="\n  ", flush=True)  # noqa: T201 - the engine's log
    threading.Thread(target=get_current_runtime().exit, args=(REFUSED,), daemon=True).start()
