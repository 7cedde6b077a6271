"""Settings of the fakes: one frozen object, and the fakes' only reader of the environment."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Json


class BedrockQuota(BaseModel):
    """What an account may ask of a model within a minute; None is no limit.

    Attributes:
        requests: requests per minute.
        tokens: input and output tokens per minute.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: int | None = Field(default=None, ge=0)
    tokens: int | None = Field(default=None, ge=0)


class FakeSettings(BaseModel):
    """What can be set from outside the engine's process.

    Attributes:
        durations: how long fakes take where no other setting says it: as short as can be, or as AWS documents.
        cache_dir: where what was read from documents is kept, by content.
        textract_readers: documents that are read at the same time, each in a process of its own.
        textract_page_timeout: seconds of silence per page after which a reader counts as hung.
        textract_seconds_per_page: how long a job takes per page, in engine time, instead of what `durations` says.
        textract_start_rate: calls of each Start operation per second; None is AWS's quota in the region.
        textract_get_rate: calls of each Get operation per second; None is AWS's quota in the region.
        textract_read_rate: calls of each synchronous operation per second; None is AWS's quota in the region.
        textract_jobs: jobs in progress at a time; None is AWS's quota in the region.
        textract_cache_bytes: what the readings of documents may take on disk when an engine starts.
        responders: folder of files that define what models and agents answer: `cassettes/`, `rules/`, `guardrails/`
            and `agents/`; None has the built-in answers only.
        bedrock_quotas: JSON object of quotas by model id, `*` for all others, such as
            `{"*": {"requests": 100, "tokens": 200000}}`. AWS's depend on account, region and history, so none is
            preset.
        bedrock_seconds_per_token: how long a model takes to write a token; 0 is as fast as the answer is found.
        transcribe_seconds_per_media_second: how long a transcription job takes for a second of audio; 0 is as fast as
            the file can be read.
        transcribe_concurrent_jobs: transcription jobs that an account may have in progress in a region; AWS's default
            quota is 250.
        rekognition_seconds_per_media_second: how long a video job takes for a second of film; 0 is as fast as it can
            be looked at.
        rekognition_concurrent_jobs: video jobs that an account may have in progress in a region; AWS's default quota is
            20.
        youtube_daily_units: units of the YouTube Data API that a key may spend in a day; Google's default is 10,000.
        youtube_seed: what the made-up videos, channels and comments follow from.
        youtube_catalogue: YAML file with videos, channels and comments to serve instead of made-up ones.
    """

    model_config = ConfigDict(frozen=True)

    durations: Literal["shortest", "documented"] = "shortest"
    cache_dir: Path = Field(default_factory=lambda: Path(tempfile.gettempdir()) / "rehearse-cache")
    textract_readers: int = Field(default=2, ge=1)
    textract_page_timeout: float = Field(default=60.0, gt=0)
    textract_seconds_per_page: float | None = Field(default=None, ge=0)
    textract_start_rate: float | None = Field(default=None, gt=0)
    textract_get_rate: float | None = Field(default=None, gt=0)
    textract_read_rate: float | None = Field(default=None, gt=0)
    textract_jobs: int | None = Field(default=None, ge=1)
    textract_cache_bytes: int = Field(default=1_000_000_000, ge=0)
    responders: Path | None = None
    bedrock_quotas: Json[dict[str, BedrockQuota]] = Field(default_factory=dict)
    bedrock_seconds_per_token: float = Field(default=0.0, ge=0)
    transcribe_seconds_per_media_second: float = Field(default=0.0, ge=0)
    transcribe_concurrent_jobs: int = Field(default=250, ge=0)
    rekognition_seconds_per_media_second: float = Field(default=0.0, ge=0)
    rekognition_concurrent_jobs: int = Field(default=20, ge=0)
    youtube_daily_units: int = Field(default=10_000, ge=0)
    youtube_seed: int = 0
    youtube_catalogue: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read `REHEARSE_*` variables, e.g. `REHEARSE_CACHE_DIR` for `cache_dir`.

        Raises:
            pydantic.ValidationError: a variable holds a value that its field can't take.
        """
        variables = os.environ if environment is None else environment
        given = {name: variables.get(f"REHEARSE_{name.upper()}") for name in cls.model_fields}
        return cls.model_validate({name: value for name, value in given.items() if value})


def environment_with(**changes: str) -> dict[str, str]:
    """This process's environment with changes, for a child process."""
    return {**os.environ, **changes}
