"""Answers are paid for once."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from tests.systems.textract_processor.world import (
    ERRAND,
    NOON,
    TOKENS,
    V1_ANSWER,
    Fuse,
    MemoryCache,
    MemoryTelemetry,
    ScriptedModel,
)
from textract_processor.domain.dialogue import Question
from textract_processor.domain.extraction import V1, extract
from textract_processor.domain.model_cache import CachedModel
from textract_processor.domain.tally import Tally
from textract_processor.domain.validation import DocumentRejectedError

GOOD = json.dumps(V1_ANSWER)
QUESTION = Question("grantors?", 100)
ANOTHER = replace(ERRAND, payer="proc-2")


@dataclass
class Bench:
    """A model behind a cache, and what both did."""

    model: ScriptedModel = field(default_factory=lambda: ScriptedModel(Fuse()))
    cache: MemoryCache = field(default_factory=lambda: MemoryCache(Fuse()))
    telemetry: MemoryTelemetry = field(default_factory=MemoryTelemetry)
    now: datetime = NOON

    @property
    def cached(self) -> CachedModel:
        return CachedModel(self.model, self.cache, self.telemetry, timedelta(days=30), lambda: self.now)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_run_that_asks_again_pays_once(bench: Bench) -> None:
    first, again = (bench.cached.answer(QUESTION, ERRAND) for _ in range(2))
    assert first == again
    assert not again.cached
    assert len(bench.model.questions) == 1
    assert bench.telemetry.seen == ["answer"]


def test_another_run_gets_the_answer_free(bench: Bench) -> None:
    bench.cached.answer(QUESTION, ERRAND)
    assert bench.cached.answer(QUESTION, ANOTHER).cached
    assert bench.telemetry.seen == ["answer", "answer from the cache"]


def test_another_model_other_parameters_or_another_length_are_asked_anew() -> None:
    cache = MemoryCache(Fuse())
    for model_id, parameters, tokens in (("a", "1", 1), ("a", "2", 1), ("b", "1", 1), ("b", "1", 2)):
        model = ScriptedModel(Fuse(), model_id=model_id, parameters=parameters)
        Bench(model, cache).cached.answer(Question("?", tokens), ERRAND)
    assert len(cache.entries) == 4


def test_an_answer_is_good_until_it_expires(bench: Bench) -> None:
    bench.cached.answer(QUESTION, ERRAND)
    bench.now += timedelta(days=30) - timedelta(seconds=1)
    assert bench.cached.answer(QUESTION, ANOTHER).cached
    bench.now += timedelta(seconds=1)
    assert not bench.cached.answer(QUESTION, ANOTHER).cached
    assert len(bench.model.questions) == 2


def test_another_runs_answer_that_can_not_be_used_is_not_held_against_this_one(bench: Bench) -> None:
    bench.model.v1 = ["no", "no", GOOD]
    with pytest.raises(DocumentRejectedError):
        extract(bench.cached, V1, "JANE DOE", TOKENS, ERRAND)
    tally = Tally(bench.cached)
    assert extract(tally, V1, "JANE DOE", TOKENS, ANOTHER) == V1_ANSWER
    assert [answer.cached for answer in tally.answers] == [True, False]
