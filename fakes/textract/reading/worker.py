"""A reader process: `python -m fakes.textract.reading.worker FD CACHE_FOLDER`.

It answers one request after another on the socket FD, and ends when the other side is gone, even in the middle of a
page: it never outlives the engine.
"""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread, get_native_id

import cv2
from pydantic import BaseModel

from fakes.textract.blocks.assembly import assemble
from fakes.textract.reading.cache import Cache
from fakes.textract.reading.document import read_document
from fakes.textract.reading.errors import UnreadableDocumentError
from fakes.textract.reading.memory import keep_memory
from fakes.textract.reading.messages import REQUEST, Answer, PageRead, Reading, ReadRequest, Unreadable, WarmUp
from fakes.textract.reading.ocr import load_recogniser
from fakes.textract.reading.page import LostPage, Page

LOG = logging.getLogger(__name__)

_WARM_UP_NICENESS = 5
"""A third of the share of a processor that others get: a deploy goes first, yet a scan isn't kept waiting for long."""


def read(request: ReadRequest, cache: Cache, page_done: Callable[[], None]) -> Answer:
    """Read a document into a file of blocks.

    Args:
        request: what to read.
        cache: where the blocks go, and whence they come when the same was asked before.
        page_done: called after each page.
    """
    blocks = cache.path(request.content, f"{request.name}.blocks.jsonl")
    pages = PageCounter(cache.pages(request.content, lambda: read_document(request.document)), page_done)
    try:
        cache.save_lines(blocks, _block_lines(pages, request))
    except UnreadableDocumentError as error:
        return Unreadable(reason=str(error))
    if len(pages.lost) == pages.count:
        return Unreadable(reason=next(iter(pages.lost.values()), "The document has no pages."))
    return Reading(pages=pages.count, lost=tuple(pages.lost), blocks=blocks)


class PageCounter:
    """Passes pages on, counts them and keeps those that are lost, with the reasons."""

    def __init__(self, pages: Iterator[Page | LostPage], page_done: Callable[[], None]) -> None:
        self.count = 0
        self.lost: dict[int, str] = {}
        self._pages = pages
        self._page_done = page_done

    def __iter__(self) -> Iterator[tuple[int, Page]]:
        for page in self._pages:
            self.count += 1
            if isinstance(page, LostPage):
                self.lost[self.count] = page.reason
            else:
                yield self.count, page
            self._page_done()


def _block_lines(pages: PageCounter, request: ReadRequest) -> Iterator[bytes]:
    for number, page in pages:
        for block in assemble(page, number, request.content, request.features, request.queries):
            yield json.dumps(block, separators=(",", ":")).encode()


def main(descriptor: int, cache_folder: Path) -> None:
    """Serve requests until the other side closes the socket."""
    keep_memory()
    cv2.setNumThreads(1)  # its threads spin while they wait for one another: twice the processor time
    connection = Connection(descriptor)
    cache = Cache(cache_folder)
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(connection, requests), daemon=True).start()
    while True:
        request = REQUEST.validate_json(requests.get())
        if isinstance(request, WarmUp):
            Thread(target=_warm_up, daemon=True).start()
        else:
            _send(connection, _answer(request, cache, connection))


def _warm_up() -> None:
    """Load the networks and let the rest of the machine go first; a scan that comes meanwhile waits for them."""
    with suppress(OSError):  # where threads have no priority of their own
        os.setpriority(os.PRIO_PROCESS, get_native_id(), _WARM_UP_NICENESS)
    load_recogniser()


def _receive(connection: Connection, requests: "SimpleQueue[bytes]") -> None:
    """Pass requests on; end the process at once when nobody is left to read for."""
    try:
        while True:
            requests.put(connection.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)


def _answer(request: ReadRequest, cache: Cache, connection: Connection) -> Answer:
    try:
        return read(request, cache, lambda: _send(connection, PageRead()))
    except Exception:
        LOG.exception("Reading %s failed", request.content)
        return Unreadable(reason="The document could not be read because of an internal error.")


def _send(connection: Connection, message: BaseModel) -> None:
    connection.send_bytes(message.model_dump_json().encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
