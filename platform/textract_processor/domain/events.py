"""What sets the system to work: an upload's event and Textract's completion message."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lambda_kit.clock import epoch_ms, from_epoch_ms, parse_iso
from lambda_kit.errors import PlatformError


class MalformedEventError(PlatformError):
    """The event lacks what its kind promises; retrying can't help, so it ends in the DLQ with this message."""

    def __init__(self, message: str) -> None:
        super().__init__("MalformedEvent", message)


@dataclass(frozen=True)
class Upload:
    """One version of an object, as S3 announced it."""

    bucket: str
    key: str
    etag: str
    version_id: str | None
    uploaded_at: datetime

    @classmethod
    def from_event(cls, event: Mapping[str, Any]) -> "Upload":
        """Read EventBridge's `Object Created` event. Its key, unlike that of S3's own messages, is not URL-encoded.

        Raises:
            MalformedEventError: a field is missing.
        """
        try:
            detail = event["detail"]
            stored = detail["object"]
            return cls(
                bucket=detail["bucket"]["name"],
                key=stored["key"],
                etag=stored["etag"].strip('"'),
                version_id=stored.get("version-id"),
                uploaded_at=parse_iso(event["time"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedEventError(f"not an S3 'Object Created' event: {error!r}") from error


@dataclass(frozen=True)
class Completion:
    """Textract's message that a job has ended."""

    job_id: str
    status: str
    job_tag: str | None
    ended_at: datetime

    def to_message(self) -> str:
        """The JSON that Textract would publish, as far as it is read."""
        return json.dumps(
            {
                "JobId": self.job_id,
                "Status": self.status,
                "API": "StartDocumentAnalysis",
                "JobTag": self.job_tag,
                "Timestamp": epoch_ms(self.ended_at),
            }
        )

    @classmethod
    def from_message(cls, body: str) -> "Completion":
        """Read the JSON that Textract publishes; `Timestamp` is in milliseconds.

        Raises:
            MalformedEventError: not JSON, or a field is missing.
        """
        try:
            message = json.loads(body)
            return cls(
                job_id=message["JobId"],
                status=message["Status"],
                job_tag=message.get("JobTag"),
                ended_at=from_epoch_ms(int(message["Timestamp"])),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedEventError(f"not a Textract completion message: {error!r}") from error
