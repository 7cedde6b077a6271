"""The uploads of a run: a key and a content for each arrival."""

from dataclasses import dataclass
from typing import Any

from harness.load.mix import Mix, Planned
from harness.load.plan import Plan
from harness.load.pool import Pool
from harness.load.rows import Delivery


@dataclass(frozen=True)
class Upload:
    """What an arrival uploads.

    Attributes:
        planned: which document it is.
        bucket: where it goes.
        key: of the object.
        content: its bytes.
        content_type: its media type.
    """

    planned: Planned
    bucket: str
    key: str
    content: bytes
    content_type: str

    @property
    def parameters(self) -> dict[str, Any]:
        """Of S3's PutObject."""
        return {"Bucket": self.bucket, "Key": self.key, "Body": self.content, "ContentType": self.content_type}

    def delivery(self, scheduled: float, error: str) -> Delivery:
        """The entry for the books."""
        return Delivery(
            self.key, self.planned.kind, self.planned.bad, self.planned.duplicate, scheduled=scheduled, error=error
        )


class Documents:
    """Makes the uploads of a plan; takes a second or two to get ready."""

    def __init__(self, plan: Plan) -> None:
        wanted = plan.profile.documents
        self._plan = plan
        self._pool = Pool([kind for kind, weight in wanted.kinds.items() if weight], plan.seed, plan.run)
        self._mix = Mix(wanted, self._pool.flaws, plan.seed)

    def upload(self, index: int) -> Upload:
        """The upload of the arrival of that number."""
        planned = self._mix.planned(index)
        template = self._pool.template(planned)
        return Upload(
            planned=planned,
            bucket=self._plan.bucket,
            key=f"{self._plan.prefix}{planned.original:07d}-{planned.kind}{template.suffix}",
            content=self._pool.content(planned),
            content_type=template.content_type,
        )
