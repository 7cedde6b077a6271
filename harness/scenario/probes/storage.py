"""What is in the bucket."""

import json
import re
from typing import Any

import jmespath
from botocore.exceptions import ClientError

from harness.scenario.bucket import object_keys
from harness.scenario.tolerance import Pattern
from harness.scenario.world import World


def object_exists(world: World, key: str) -> bool:
    """Whether the system's bucket holds an object.

    Args:
        world: the scenario's.
        key: of the object.
    """
    try:
        world.client("s3").head_object(Bucket=world.output("BucketName"), Key=key)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            return False
        raise
    return True


def object_json(world: World, key: str, path: str = "@") -> Any:
    """A part of an object that holds JSON; null where there is no such part.

    Args:
        world: the scenario's.
        key: of the object.
        path: JMESPath, e.g. `fields.salePrice.value`; left out, all of it.
    """
    answer = world.client("s3").get_object(Bucket=world.output("BucketName"), Key=key)
    return jmespath.search(path, json.load(answer["Body"]))


def objects_json(world: World, pattern: Pattern, path: str = "@") -> list[Any]:
    """The same part of all objects whose keys a regular expression matches as a whole, in the order of their keys.

    Args:
        world: the scenario's.
        pattern: e.g. `failed/.*/empty\\.pdf\\.error\\.json`; each of these objects holds JSON.
        path: JMESPath; left out, all of it.
    """
    return [object_json(world, key, path) for key in objects_like(world, pattern)]


def objects_like(world: World, pattern: Pattern) -> list[str]:
    """Keys of the system's bucket that a regular expression matches as a whole, in order.

    Args:
        world: the scenario's.
        pattern: e.g. `failed/.*/empty\\.pdf`.
    """
    return [key for key in object_keys(world) if re.fullmatch(pattern, key)]
