"""The record of a running engine: which process it is and where it listens."""

from pathlib import Path
from typing import Self

import psutil
from pydantic import BaseModel, ValidationError

from harness.settings import ClockKind


class EngineRecord(BaseModel):
    """What `rehearse up` writes down for later commands.

    Attributes:
        pid: the engine's process id.
        created: the process's creation time in seconds since the epoch. Together with `pid` it names one process,
            so that a stale file never makes us talk to, or kill, a stranger that got the same id.
        host: address on which it listens.
        port: port on which it listens.
        clock: the time in which it lives.
    """

    pid: int
    created: float
    host: str
    port: int
    clock: ClockKind = "real"

    @property
    def endpoint(self) -> str:
        """URL of the engine's AWS API."""
        return f"http://{self.host}:{self.port}"

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The record in `path`, or None when there is none or it is unreadable."""
        try:
            return cls.model_validate_json(path.read_text())
        except (FileNotFoundError, ValidationError):
            return None

    def write(self, path: Path) -> None:
        """Put the record into `path` in one step, so that no reader sees half of it."""
        draft = path.with_suffix(".draft")
        draft.write_text(self.model_dump_json())
        draft.replace(path)

    def process(self) -> psutil.Process | None:
        """The engine's process, or None when it is gone and the record is stale."""
        try:
            process = psutil.Process(self.pid)
            alive = process.create_time() == self.created and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return None
        return process if alive else None
