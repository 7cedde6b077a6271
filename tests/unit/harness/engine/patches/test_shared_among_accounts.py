"""What many functions or accounts have alike is kept once, and still belongs to each of them alone."""

from dataclasses import dataclass, field
from threading import RLock
from types import SimpleNamespace
from typing import Any

import pytest

from harness.engine.plugins.patches import managed_policies_read_once
from harness.engine.plugins.patches.archives_stored_once import Archives

ONE, OTHER = ("1" * 12, "us-east-1"), ("2" * 12, "us-east-1")


@dataclass(frozen=True)
class Code:
    """What `Archives` uses of LocalStack's `S3Code`."""

    id: str
    s3_key: str
    _disk_lock: Any = field(default_factory=RLock, compare=False)


class Bucket:
    """Counts what is stored."""

    def __init__(self) -> None:
        self.archives = Archives()
        self.keys: list[str] = []
        self.made = 0

    def store(self, owner: tuple[str, str], content: bytes, function: str) -> Code:
        code: Code = self.archives.store(owner, content, function, lambda: self._put(function))
        return code

    def destroy(self, code: Code) -> None:
        self.archives.leave(code, lambda: self.keys.remove(code.s3_key))

    def _put(self, function: str) -> Code:
        self.made += 1
        self.keys.append(f"archive-{self.made}")
        return Code(function, f"archive-{self.made}")


@pytest.fixture
def bucket() -> Bucket:
    return Bucket()


def test_functions_of_one_system_share_an_archive_and_have_codes_of_their_own(bucket: Bucket) -> None:
    relay, sweeper = (bucket.store(ONE, b"zip", name) for name in ("relay", "sweeper"))

    assert bucket.keys == [relay.s3_key] == [sweeper.s3_key]
    assert relay.id != sweeper.id
    assert relay._disk_lock is not sweeper._disk_lock


def test_other_content_and_other_owners_have_archives_of_their_own(bucket: Bucket) -> None:
    codes = [bucket.store(*which, "f") for which in ((ONE, b"zip"), (ONE, b"other"), (OTHER, b"zip"))]

    assert len({code.s3_key for code in codes}) == len(bucket.keys) == 3


def test_an_archive_goes_with_its_last_function(bucket: Bucket) -> None:
    relay, sweeper = (bucket.store(ONE, b"zip", name) for name in ("relay", "sweeper"))

    bucket.destroy(relay)
    bucket.destroy(relay)  # LocalStack does so once for each version
    assert bucket.keys == [sweeper.s3_key]
    bucket.destroy(sweeper)
    assert bucket.keys == []


def test_what_was_deleted_is_stored_again(bucket: Bucket) -> None:
    bucket.destroy(bucket.store(ONE, b"zip", "relay"))
    again = bucket.store(ONE, b"zip", "relay")

    assert bucket.keys == [again.s3_key]


def test_a_zip_that_is_refused_is_asked_about_each_time(bucket: Bucket) -> None:
    def refuse() -> Any:
        raise ValueError("Could not unzip uploaded file.")

    for _ in range(2):
        with pytest.raises(ValueError, match="unzip"):
            bucket.archives.store(ONE, b"no zip", "relay", refuse)


class Backend:
    """What the patch uses of moto's `IAMBackend`."""

    read = 0

    def __init__(self, account_id: str, partition: str = "aws") -> None:
        self.account_id = account_id
        self.partition = partition
        self.policies: list[Any] = self._init_aws_policies()

    def _init_aws_policies(self) -> list[Any]:
        type(self).read += 1
        version = SimpleNamespace(document="{}", is_default=True)
        return [SimpleNamespace(name="Admin", account_id=self.account_id, tags={}, versions=[version], attachments=0)]


@pytest.fixture
def backends() -> list[Backend]:
    """Of two accounts of one partition, and of another's."""
    patched = type("Patched", (Backend,), {"_init_aws_policies": Backend._init_aws_policies, "read": 0})
    managed_policies_read_once.apply(SimpleNamespace(IAMBackend=patched))  # type: ignore[arg-type]
    return [patched("1" * 12), patched("2" * 12), patched("3" * 12, "aws-cn")]


def test_policies_of_aws_are_read_once_for_a_partition(backends: list[Backend]) -> None:
    assert type(backends[0]).read == 2
    assert [backend.policies[0].account_id for backend in backends] == ["1" * 12, "2" * 12, "3" * 12]


def test_what_an_account_does_with_a_policy_is_its_own_affair(backends: list[Backend]) -> None:
    mine, theirs = backends[0].policies[0], backends[1].policies[0]
    mine.attachments += 1
    mine.tags["owner"] = "me"
    mine.versions[0].is_default = False
    mine.versions.append(mine.versions[0])

    assert (theirs.attachments, theirs.tags, len(theirs.versions)) == (0, {}, 1)
    assert theirs.versions[0].is_default
