"""Unpacked code, ready to run: once per content, however many functions, versions and accounts share it."""

import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict, defaultdict
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from typing import Final, Protocol

KEPT: Final = 4
"""How many contents stay unpacked though nobody uses them: the next account may deploy the same."""


class Archive(Protocol):
    """The part of LocalStack's `ArchiveCode` that we use."""

    code_sha256: str

    def get_unzipped_code_location(self) -> Path:
        """Where `prepare_for_execution` unpacks it."""

    def prepare_for_execution(self) -> None:
        """Fetch and unpack it."""

    def is_hot_reloading(self) -> bool:
        """Whether it is a folder of the user's and not an archive."""


class TaskRoots:
    """A folder of unpacked archives by their digest.

    LocalStack unpacks an archive anew for every function. The functions of a system share one archive with hundreds of
    files; unpacked and compiled once, they start sooner.

    Args:
        root: where to keep them.
        kept: of how many contents the code stays when its last user has gone.
    """

    def __init__(self, root: Path, kept: int = KEPT) -> None:
        self._root = root
        self._kept = kept
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._users: defaultdict[str, set[str]] = defaultdict(set)
        self._idle: OrderedDict[str, None] = OrderedDict()
        self._compilers: dict[str, subprocess.Popen[bytes]] = {}

    def acquire(self, archive: Archive, user: str) -> Path:
        """The folder of the archive's unpacked and compiled code, there until every user has released it."""
        self.prepare(archive, user)
        if compiler := self._compilers.get(archive.code_sha256):
            compiler.wait()
        return self.path(archive)

    def prepare(self, archive: Archive, user: str) -> None:
        """The same, but for waiting until the code is compiled: a deploy goes on meanwhile."""
        if archive.is_hot_reloading():
            return
        folder = self.path(archive)
        with self._locks[archive.code_sha256]:
            self._users[archive.code_sha256].add(user)
            self._idle.pop(archive.code_sha256, None)
            if not folder.exists():
                archive.prepare_for_execution()
                folder.parent.mkdir(parents=True, exist_ok=True)
                archive.get_unzipped_code_location().rename(folder)
                self._compilers[archive.code_sha256] = _start_compiling(folder)

    def release(self, archive: Archive, user: str) -> None:
        """The user needs it no more. Of the folders without any, the last ones stay."""
        if archive.is_hot_reloading():
            return
        with self._locks[archive.code_sha256]:
            users = self._users[archive.code_sha256]
            users.discard(user)
            if not users:
                self._idle[archive.code_sha256] = None
        self._delete_the_oldest()

    def path(self, archive: Archive) -> Path:
        """Where the archive's code is, once acquired."""
        if archive.is_hot_reloading():
            return archive.get_unzipped_code_location()
        return self._folder(archive.code_sha256)

    def _delete_the_oldest(self) -> None:
        while len(self._idle) > self._kept:
            with suppress(KeyError):  # another thread was faster
                digest, _ = self._idle.popitem(last=False)
                with self._locks[digest]:
                    if not self._users[digest]:
                        self._delete(digest)

    def _delete(self, digest: str) -> None:
        if compiler := self._compilers.pop(digest, None):
            compiler.wait()  # what it writes from here on would stay
        rmtree(self._folder(digest), ignore_errors=True)

    def _folder(self, digest: str) -> Path:
        return self._root / digest.translate(_FILE_NAME)


def _start_compiling(folder: Path) -> subprocess.Popen[bytes]:
    """Begin to compile all modules, in a process of its own since it would hold the engine's interpreter lock.

    The folder never changes, so that the compiled files needn't be compared with their sources. A module that can't be
    compiled is no error here: the function may never import it.
    """
    command = [sys.executable, "-I", "-S", "-m", "compileall", "-qq", "--invalidation-mode", "unchecked-hash"]
    return subprocess.Popen([*command, str(folder)], stdin=subprocess.DEVNULL)


_FILE_NAME = str.maketrans({"/": "_", "+": "-", "=": None})

TASK_ROOTS = TaskRoots(Path(tempfile.gettempdir()) / "lambda-code")
"""The unpacked archives of this engine."""
