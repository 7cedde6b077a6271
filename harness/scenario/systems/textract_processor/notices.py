"""What was told of runs that have ended."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from harness.engine.happening import BehaviourDetail, Kind
from harness.scenario.happenings import happened
from harness.scenario.listeners import heard
from harness.scenario.systems.textract_processor.records import all_records
from harness.scenario.world import World
from harness.submit.record import Failure, Status, TrackingRecord

ROUNDING: Final = timedelta(milliseconds=1)
"""SNS tells times in milliseconds."""


class Notice(BaseModel):
    """What the platform publishes of a run that has ended."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    processing_id: str
    status: Status
    key: str
    outputs: dict[str, str]
    error: Failure | None


Told: TypeAlias = dict[str, list[tuple[datetime, Notice]]]
"""Notices and when they were published, oldest first, by their run's processing id."""


def untold(world: World, topic: str) -> list[str]:
    """Runs whose end was not told as it was, and notices of what has not ended.

    Args:
        world: the scenario's.
        topic: to which the scenario has listened since the platform was deployed.
    """
    told = _told(world, topic)
    runs = {record.processing_id: record for record in all_records(world)}
    strays = [notice for run_id, notices in told.items() if run_id not in runs for _, notice in notices]
    return [
        *(
            line
            for record in runs.values()
            for line in _wrong(record, [notice for _, notice in told[record.processing_id]])
        ),
        *(f"{notice.key}: {notice.status} was told of {notice.processing_id}, which is no run" for notice in strays),
    ]


def told_again(world: World, topic: str) -> list[str]:
    """Runs whose end was told once more, although nothing had gone wrong with their document since it was told before.

    SNS and SQS may repeat a notice: that counts once. What goes wrong is what behaviours do at moments about the
    document, as far as their `each` finds it; they may keep the platform from noting that it has told.

    Args:
        world: the scenario's.
        topic: to which the scenario has listened since the platform was deployed.

    Raises:
        UsageError: AWS doesn't tell what goes wrong; only a local engine does.
        WorldError: the engine has forgotten some of that.
    """
    told, troubles = _told(world, topic), _troubles(world)
    return [
        f"{key}: {len(notices)} notices of {run_id}"
        for run_id, notices in told.items()
        for key in [notices[0][1].key]
        if _is_repeated([at for at, _ in notices], [at for at, text in troubles if text in f"{run_id} {key}"])
    ]


def _told(world: World, topic: str) -> Told:
    told: Told = defaultdict(list)
    for one in heard(world, topic):
        notice = Notice.model_validate_json(one.message)
        told[notice.processing_id].append((one.timestamp, notice))
    return told


def _wrong(record: TrackingRecord, notices: Sequence[Notice]) -> Iterator[str]:
    """What is wrong with what was told of a run."""
    if record.status.is_final and not notices:
        yield f"{record.s3_key}: nobody was told that {record.processing_id} is {record.status}"
    for notice in notices:
        if (notice.status, notice.outputs, notice.error) != (record.status, record.outputs, record.failure):
            yield f"{record.s3_key}: {notice.status} was told of {record.processing_id}, which is {record.status}"


def _troubles(world: World) -> list[tuple[datetime, str]]:
    """When behaviours took effect on something that can be told apart, and what that was."""
    details = [(event.at, event.detail) for event in happened(world, [Kind.BEHAVIOUR_APPLIED])]
    return [(at, detail.each) for at, detail in details if isinstance(detail, BehaviourDetail) and detail.each]


def _is_repeated(told: Sequence[datetime], troubles: Sequence[datetime]) -> bool:
    """Whether anything was told twice with no trouble between."""
    return any(
        not any(first <= trouble <= second + ROUNDING for trouble in troubles) for first, second in pairwise(told)
    )
