"""Where the end of a job is announced."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic, and the role that lets the service publish there. Both are ARNs."""

    topic: str
    role: str
