"""Functions with the same code share its archive. Patches `localstack.services.lambda_.invocation.lambda_service`.

As shipped each function of a system gets a copy of the system's zip, checked, stored and deleted on its own: a tenth of
a deploy.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace as with_changes
from hashlib import sha256
from threading import RLock
from types import ModuleType
from typing import Any
from uuid import uuid4

from harness.engine.plugins.patching import Patch, replace

Owner = tuple[str, str]
"""Account and region: nobody's archive is another's."""


class Archives:
    """The stored archives, by owner and content, and for each of them who uses it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._stored: dict[tuple[Owner, bytes], Any] = {}
        self._users: defaultdict[str, set[str]] = defaultdict(set)

    def store(self, owner: Owner, content: bytes, function: str, store: Callable[[], Any]) -> Any:
        """A code of the function's own, with an archive that others may use too.

        Args:
            owner: of the function.
            content: the zip.
            function: its name.
            store: stores the zip, and returns LocalStack's `S3Code`; raises if it isn't acceptable.
        """
        key = owner, sha256(content).digest()
        with self._lock:
            code = self._stored.get(key)
            code = store() if code is None else with_changes(code, id=f"{function}-{uuid4()}", _disk_lock=RLock())
            self._stored[key] = code
            self._users[code.s3_key].add(code.id)
            return code

    def leave(self, code: Any, delete: Callable[[], None]) -> None:
        """The owner of a code needs it no more; the archive goes with the last one.

        Args:
            code: what `store` has returned.
            delete: deletes the archive.
        """
        with self._lock:
            users = self._users[code.s3_key]
            users.discard(code.id)
            if not users:
                del self._users[code.s3_key]
                self._stored = {key: one for key, one in self._stored.items() if one.s3_key != code.s3_key}
                delete()


def apply(module: ModuleType) -> None:
    """Ask what is stored before storing, and before deleting who else needs it."""
    archives = Archives()
    replace(module, "store_lambda_archive", lambda original: _sharing(original, archives))
    replace(module.S3Code, "destroy", lambda original: _leaving(original, archives))


def _sharing(original: Callable[..., Any], archives: Archives) -> Callable[..., Any]:
    def store_lambda_archive(archive_file: bytes, function_name: str, region_name: str, account_id: str) -> Any:
        return archives.store(
            (account_id, region_name),
            archive_file,
            function_name,
            lambda: original(archive_file, function_name, region_name, account_id),
        )

    return store_lambda_archive


def _leaving(original: Callable[[Any], None], archives: Archives) -> Callable[[Any], None]:
    def destroy(code: Any) -> None:
        code.destroy_cached()
        archives.leave(code, lambda: original(code))

    return destroy


PATCH = Patch("archives-stored-once", "localstack.services.lambda_.invocation.lambda_service", apply)
