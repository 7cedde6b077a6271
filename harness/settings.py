"""Settings of the harness: one frozen object, and the only reader of the environment."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

ClockKind = Literal["real", "virtual"]
"""The time in which an engine lives: the host's, or one that can be moved."""

DEFAULT_PORT = 4566
"""The port on which LocalStack listens by convention, which every AWS tool's documentation uses."""

LOCAL_SECRET = "rehearsal"  # noqa: S105 - the engine takes any secret; the access key id names the account


class Settings(BaseModel):
    """Everything that a user can set from outside.

    Attributes:
        project: root of the checkout that holds `platform/`.
        home: folder of the engine's state, artefacts and reports.
        host: address on which the engine listens.
        port: the engine's port; 0 lets the engine choose a free one.
        account: 12-digit AWS account; each is a world of its own in the engine.
        region: AWS region of every client.
        stage: the stage that templates get as parameter `Stage`.
        start_timeout: seconds until an engine that isn't ready counts as failed.
        clock: the time in which the engine lives.
    """

    model_config = ConfigDict(frozen=True)

    project: Path = Field(default_factory=lambda: find_project(Path.cwd()))
    home: Path
    host: str = "127.0.0.1"
    port: int = Field(default=DEFAULT_PORT, ge=0, le=65535)
    account: str = Field(default="000000000000", pattern=r"^\d{12}$")
    region: str = "us-east-1"
    stage: str = "local"
    start_timeout: float = Field(default=60.0, gt=0)
    clock: ClockKind = "real"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read `REHEARSE_*` variables, e.g. `REHEARSE_PORT=4600` for `port`.

        Raises:
            pydantic.ValidationError: a variable holds a value that its field can't take.
        """
        variables = os.environ if environment is None else environment
        given = {
            name: variables[f"REHEARSE_{name.upper()}"]
            for name in cls.model_fields
            if variables.get(f"REHEARSE_{name.upper()}")
        }
        project = Path(given.get("project") or find_project(Path.cwd()))
        return cls.model_validate({"home": project / ".rehearsal", **given, "project": project})


def find_project(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds `platform/`, else `start` itself."""
    return next((folder for folder in (start, *start.parents) if (folder / "platform").is_dir()), start)


def host_environment() -> Mapping[str, str]:
    """A copy of this process's environment as it is now, for child processes that need parts of it."""
    return dict(os.environ)


class EngineProcessSettings(BaseModel):
    """What the harness tells the engine's process, as JSON in one environment variable.

    Attributes:
        ready_fd: file descriptor on which the process reports that it is ready, or why it isn't.
        lifeline_fd: file descriptor whose end of file means that the owner is gone; None if the engine outlives it.
        preload: services to load in the background once the engine answers, in this order.
        clock: the time in which the process lives.
    """

    model_config = ConfigDict(frozen=True)

    VARIABLE: ClassVar[str] = "REHEARSE_ENGINE_PROCESS"

    ready_fd: int | None = None
    lifeline_fd: int | None = None
    preload: tuple[str, ...] = ()
    clock: ClockKind = "real"

    @classmethod
    def from_environment(cls) -> Self:
        """Read the variable; an engine started by hand gets the defaults."""
        return cls.model_validate_json(os.environ.get(cls.VARIABLE, "{}"))


class _PluginSettings(BaseModel):
    """What a plugin, in the engine's process, can be told from outside: `REHEARSE_` and a field's name in capitals."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def from_environment(cls) -> Self:
        """Read the variables, which are passed on to the engine's process; an empty one is none."""
        given = {name: os.environ.get(f"REHEARSE_{name.upper()}") for name in cls.model_fields}
        return cls.model_validate({name: value for name, value in given.items() if value})


class RecorderSettings(_PluginSettings):
    """What the recorder of calls, in the engine's process, can be told from outside.

    Attributes:
        calls_kept: how many of the latest calls are kept; a call takes about a kilobyte. 0 records none.
    """

    calls_kept: int = Field(default=10_000, ge=0)


class TimelineSettings(_PluginSettings):
    """What the timeline, in the engine's process, can be told from outside.

    Attributes:
        happenings_kept: how many of the latest happenings of an account are kept; one takes about half a kilobyte. 0
            keeps none.
    """

    happenings_kept: int = Field(default=50_000, ge=0)


class ClockSettings(_PluginSettings):
    """What a virtual clock, in the engine's process, can be told from outside.

    Attributes:
        clock_patience: real seconds that a piece of work may take before time moves on without it, and that is said.
            Cold starts and scanned pages take a few, on a busy machine many; a function that hangs takes for ever, and
            time must move on for its timeout to strike.
    """

    clock_patience: float = Field(default=120.0, gt=0)
