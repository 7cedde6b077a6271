"""Putting documents into the bucket, and taking them out."""

from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Final

from pydantic import Field

from fakes.behaviour import Behaviour, Match
from fakes.behaviours.effects import Size
from harness.scenario.samples import Document, Name, make_sample, make_samples
from harness.scenario.world import Upload, World

UPLOADERS: Final = {"real": 8, "virtual": 1}
"""Uploads at the same time, by the clock: in virtual time all are at one moment anyway, and threads would give them
another order in every run."""

Count = Annotated[int, Field(ge=1)]


def upload(world: World, sample: Name, key: str, seed: int | None = None) -> Upload:
    """Put a sample document into the system's bucket, and keep it in mind for the invariants.

    Args:
        world: the scenario's.
        sample: which document.
        key: where it goes, e.g. `incoming/deed.pdf`.
        seed: another seed than the scenario's makes another document of the kind.

    Raises:
        WorldError: nothing is deployed.
    """
    return _put(world, key, make_sample(sample, world.seed if seed is None else seed))


def upload_many(
    world: World, sample: Document, folder: str, count: Count, different: Count = 20, first: Count = 1
) -> int:
    """Put many documents into the system's bucket at once, each with a content and a key of its own; returns how many.

    Args:
        world: the scenario's.
        sample: which kind of document.
        folder: below which they go, e.g. `incoming/batch`; their names are numbers.
        count: how many.
        different: how many of them say different things; the others only differ in their last bytes.
        first: the first one's number.

    Raises:
        WorldError: nothing is deployed.
    """
    contents = make_samples(sample, world.seed, min(count, different))
    suffix = sample.rpartition(".")[2]
    keys = [f"{folder.rstrip('/')}/{number:04}.{suffix}" for number in range(first, first + count)]
    with ThreadPoolExecutor(UPLOADERS[world.clock.kind], thread_name_prefix="upload") as pool:
        return len(list(pool.map(lambda pair: _put(world, *pair), zip(keys, contents, strict=False))))


def upload_oversize(world: World, sample: Name, key: str, bytes: Annotated[int, Field(ge=1)]) -> Upload:
    """Put a document into the system's bucket of which S3 says that it has so many bytes.

    What is stored is the sample; a behaviour changes `Content-Length` in S3's answers to `GetObject` and `HeadObject`.

    Args:
        world: the scenario's.
        sample: what is stored.
        key: where it goes.
        bytes: the size that S3 tells.

    Raises:
        WorldError: nothing is deployed.
    """
    for operation in ("GetObject", "HeadObject"):
        match = Match(service="s3", operation=operation, resource=f"{world.output('BucketName')}/{key}")
        world.behaviours.set(Behaviour(match=match, effect=Size(bytes=bytes), label=f"{key} is large"))
    return upload(world, sample, key)


def delete_object(world: World, key: str) -> None:
    """Delete an object of the system's bucket; in a bucket with versions it gets a delete marker.

    Args:
        world: the scenario's.
        key: of the object.

    Raises:
        WorldError: nothing is deployed.
    """
    world.client("s3").delete_object(Bucket=world.output("BucketName"), Key=key)


def _put(world: World, key: str, content: bytes) -> Upload:
    answer = world.client("s3").put_object(Bucket=world.output("BucketName"), Key=key, Body=content)
    made = Upload(key, answer["ETag"].strip('"'), answer["VersionId"])
    world.uploads.append(made)
    return made
