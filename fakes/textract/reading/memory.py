"""What the allocator of a reader process does with the memory of a page."""

import ctypes
from contextlib import suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""`M_TRIM_THRESHOLD` and `M_MMAP_THRESHOLD` of glibc's `mallopt`."""

_KEPT_BYTES = 32 * 1024 * 1024
"""The most that `mallopt` takes for blocks of its heap (`HEAP_MAX_SIZE / 2`), and more than a page's bitmap has."""


def keep_memory() -> None:
    """Keep a page's memory for the next page, where the C library can.

    As it comes, glibc gives each bitmap back to the system at once and gets it anew, page by page of zeros: a third of
    the time in which the rules of a page are found.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_TRIM_THRESHOLD, 2 * _KEPT_BYTES)
        mallopt(_MMAP_THRESHOLD, _KEPT_BYTES)
