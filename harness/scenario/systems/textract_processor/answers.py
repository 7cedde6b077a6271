"""The model's answers, as the platform keeps them: with the run that has paid for each."""

import json
from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from harness.scenario.world import World

KEPT: Final = "cache/bedrock/"
EXTRACTIONS: Final = {"grantors": "V1", "sections": "V2"}
"""What the answer is of, by a field that only its schema has."""


class PaidAnswer(BaseModel):
    """A question of one run to the model, and what was answered last.

    Attributes:
        payer: the run's processing id.
        extraction: `V1` or `V2` if the answer can be used; empty if it was cut off, refused or garbled.
        input_tokens: read.
        output_tokens: written.
    """

    model_config = ConfigDict(frozen=True)

    payer: str
    extraction: str
    input_tokens: int
    output_tokens: int


def paid_answers(world: World) -> list[PaidAnswer]:
    """What each run has paid for, each question once: a run that died may have written its answer twice.

    Another run may have asked the same question at the same time, and kept its answer over this one: so all versions
    are read.
    """
    found = {(key, answer.payer): answer for key, answer in _versions(world)}
    return list(found.values())


def _versions(world: World) -> Iterator[tuple[str, PaidAnswer]]:
    """Every version of every kept answer, those of a question oldest first."""
    s3, bucket = world.client("s3"), world.output("BucketName")
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=KEPT)
    versions = [version for page in pages for version in page.get("Versions", ())]
    for version in sorted(versions, key=lambda version: version["LastModified"]):
        stored = s3.get_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
        yield version["Key"], _paid(json.load(stored["Body"]))


def _paid(entry: dict[str, Any]) -> PaidAnswer:
    answer = entry["answer"]
    return PaidAnswer(
        payer=entry["payer"],
        extraction=_extraction(answer["text"]) if answer["stop_reason"] == "end_turn" else "",
        input_tokens=answer["input_tokens"],
        output_tokens=answer["output_tokens"],
    )


def _extraction(text: str) -> str:
    """Of what the JSON between the outermost braces is the answer."""
    try:
        data = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except ValueError:
        return ""
    return next((name for field, name in EXTRACTIONS.items() if field in data), "")
