"""Putting documents into the bucket."""

from harness.scenario.samples import Name, make_sample
from harness.scenario.world import Upload, World


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
    content = make_sample(sample, world.seed if seed is None else seed, world.folder)
    answer = world.client("s3").put_object(Bucket=world.output("BucketName"), Key=key, Body=content)
    made = Upload(key, answer["ETag"].strip('"'), answer["VersionId"])
    world.uploads.append(made)
    return made
