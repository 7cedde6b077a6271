"""The runbook knows every alarm that can call its readers, and what it refers to is there."""

import re
from pathlib import Path

from tests.systems.textract_processor.template import resources

PROJECT = Path(__file__).parents[3]
RUNBOOK = (PROJECT / "docs" / "runbook" / "textract_processor.md").read_text()


def test_every_alarm_has_its_place() -> None:
    alarms = {alarm["AlarmName"] for alarm in resources("AWS::CloudWatch::Alarm").values()}

    assert alarms <= set(re.findall(r"`([a-z0-9-]+)`", RUNBOOK))


def test_every_rehearsal_exists() -> None:
    scenarios = {file.stem for file in (PROJECT / "scenarios").rglob("*.yaml")}
    named = set(re.findall(r"\b(?:TP|X)-\d\d-[a-z-]+", RUNBOOK))

    assert named
    assert named <= scenarios
