"""The same seed gives the same journal, with the same times in the same order: also with retries, with steps that are
done at the same time, and in an engine that has just been started."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.engine.host import HostEngine
from harness.pytest_plugin import EngineUnderTest
from harness.scenario.catalog import load_catalog
from harness.scenario.display import trouble_lines
from harness.scenario.engines import RunningEngine
from harness.scenario.journal import Journal, Verdict
from harness.scenario.loader import load_plan
from harness.scenario.rehearsal import Rehearsal
from harness.settings import Settings, find_project

SCENARIO = """\
title: A document for which the model is busy, and some of which the first two deliveries fail
shows: that times and order follow from the seed
replays: nothing
system: textract_processor
tags: [test]
---
given:
  - deploy:
  - misbehave:
      match: {service: bedrock-runtime, operation: Converse, nth: [1, 2, 3]}
      effect: {kind: error, code: ThrottlingException, message: Too many requests.}
when:
  - say: the function draws by lot how long it pauses
    upload: {sample: statement.pdf, key: incoming/busy.pdf, seed: 4}
  - until: {status_of: incoming/busy.pdf, is: COMPLETED, within: 30m}
  - misbehave:
      match: {service: events, point: delivery, resource: textract-file-upload-rule, nth: [1, 2, 3, 4, 5, 6]}
      effect: {kind: error, code: ServiceUnavailable}
  - parallel:
      - upload: {sample: statement.pdf, key: incoming/a.pdf, seed: 1}
      - upload: {sample: statement.pdf, key: incoming/b.pdf, seed: 2}
      - upload: {sample: statement.pdf, key: incoming/c.pdf, seed: 3}
then:
  - {statuses: incoming/, is: {COMPLETED: 4}, within: 30m}
  - {delivery_attempts: textract-file-upload-rule, count: 4}
  - {event_times: {kinds: [invocation.began], resource: textract-processor-orchestrator}, count: 4}
  - {calls_made: {service: textract, operation: StartDocumentAnalysis}, is: 4}
  - {alarm_history: textract-dlq-not-empty, one_of: [[], [OK]]}
invariants: [nothing_lost, nothing_twice, no_status_goes_back]
"""


def told(journal: Journal) -> list[tuple[Any, ...]]:
    """What a journal tells, without what is random by nature: what AWS makes up, such as ids, is in the outputs."""
    return [(entry.phase, entry.name, entry.verdict, _sorted(entry.seen)) for entry in journal.entries]


def times(journal: Journal) -> list[float]:
    """When each entry began and how long it took, in seconds, one after the other."""
    return [seconds for entry in journal.entries for seconds in (entry.offset, entry.seconds)]


def _sorted(seen: Any) -> Any:
    """Documents that arrive at one moment have no order."""
    return sorted(seen) if isinstance(seen, list) else seen


@pytest.fixture
def fresh_engine(tmp_path: Path) -> Iterator[RunningEngine]:
    """One that starts now, and has read no document; how long its first deploys take, nobody knows."""
    settings = Settings(home=tmp_path / "fresh", port=0, clock="virtual")
    engine = HostEngine(settings)
    yield RunningEngine(engine.up().endpoint or "", settings.home)
    engine.down()


def test_the_same_seed_gives_the_same_journal_in_any_engine(
    virtual_engine: EngineUnderTest, fresh_engine: RunningEngine, tmp_path: Path
) -> None:
    file = tmp_path / "retries.yaml"
    file.write_text(SCENARIO)
    plan = load_plan(file, load_catalog())
    settings = Settings(project=find_project(Path(__file__).parent), home=tmp_path)
    rehearsal = Rehearsal(settings, lambda plan: lambda entry: None)

    first, second = (rehearsal.run(plan, engine)[0] for engine in (virtual_engine.running, fresh_engine))

    assert first.verdict is Verdict.PASSED, trouble_lines(first)
    assert told(first) == told(second)
    assert times(first) == pytest.approx(times(second), abs=0.002)  # journals have milliseconds, which are rounded
    retried = next(entry.seen for entry in first.entries if entry.name == "delivery_attempts")
    assert [len(attempts) for attempts in retried] == [1, 3, 3, 3]
