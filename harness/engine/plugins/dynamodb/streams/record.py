"""A record of a stream: one item's change as AWS writes it."""

import uuid
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.dynamodb.sizes import item_bytes
from harness.engine.plugins.dynamodb.work import Change

TIME_TO_LIVE = {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
"""Who deleted an item that expired. Only such records have a `userIdentity`.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html"""


@dataclass(frozen=True)
class Record:
    """A record and what the stream needs to know of it.

    Args:
        content: the record in the JSON of `GetRecords`.
        size: bytes of its keys and images.
        created: seconds since the epoch.
    """

    content: dict[str, Any]
    size: int
    created: float

    @classmethod
    def of(
        cls, change: Change, view_type: str, sequence_number: str, now: float, identity: dict[str, str] | None
    ) -> "Record":
        """The record of a change.

        Args:
            change: what happened to the item.
            view_type: which images the stream wants.
            sequence_number: the record's place in the stream.
            now: seconds since the epoch; AWS gives whole seconds.
            identity: who did it if that wasn't a caller.
        """
        images = _images(change, view_type)
        keys = _keys(change)
        size = item_bytes(keys) + sum(item_bytes(image) for image in images.values())
        stream_record = {
            "ApproximateCreationDateTime": int(now),
            "Keys": keys,
            **images,
            "SequenceNumber": sequence_number,
            "SizeBytes": size,
            "StreamViewType": view_type,
        }
        content = {
            "eventID": uuid.uuid4().hex,
            "eventName": _event_name(change),
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": change.table.region_name,
            "dynamodb": stream_record,
        }
        return cls({**content, "userIdentity": identity} if identity else content, size, now)


def _event_name(change: Change) -> str:
    if change.before is None:
        return "INSERT"
    return "REMOVE" if change.after is None else "MODIFY"


def _keys(change: Change) -> dict[str, Any]:
    image = change.new_image or change.old_image or {}
    return {name: image[name] for name in change.table.table_key_attrs}


def _images(change: Change, view_type: str) -> dict[str, dict[str, Any]]:
    """The images that exist and that the view asks for."""
    images = {"NewImage": change.new_image, "OldImage": change.old_image}
    wanted = {"NEW_IMAGE": ["NewImage"], "OLD_IMAGE": ["OldImage"], "NEW_AND_OLD_IMAGES": ["NewImage", "OldImage"]}
    return {name: image for name in wanted.get(view_type, []) if (image := images[name]) is not None}
