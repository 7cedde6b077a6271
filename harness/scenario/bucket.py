"""What lies in the system's bucket."""

from harness.scenario.world import World


def object_keys(world: World, prefix: str = "") -> list[str]:
    """The keys of the system's bucket under a prefix, in order."""
    pages = (
        world.client("s3").get_paginator("list_objects_v2").paginate(Bucket=world.output("BucketName"), Prefix=prefix)
    )
    return [stored["Key"] for page in pages for stored in page.get("Contents", ())]
