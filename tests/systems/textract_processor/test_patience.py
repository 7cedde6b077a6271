"""A busy model is asked again, for as long as the run has time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.world import ERRAND, NOON, Fuse, ScriptedModel
from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.patience import LONGEST_PAUSE_SECONDS, Patience, PatientModel, pause_seconds

QUESTION = Question("grantors?", 100)
PATIENCE = Patience(attempts=4, longest_answer=timedelta(seconds=180), reserve=timedelta(seconds=60))


@dataclass
class BusyModel(ScriptedModel):
    """Is busy so many times, and takes its time to say so."""

    busy: int = 0
    takes: timedelta = timedelta()
    now: datetime = NOON
    tries: int = 0
    pauses: list[float] = field(default_factory=list)

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        self.tries += 1
        self.now += self.takes
        if self.tries <= self.busy:
            raise RetryableError("Throttling", "slow down")
        return super().answer(question, errand, fresh=fresh)

    def ask(self) -> Answer:
        return PatientModel(self, PATIENCE, lambda: self.now, self.pauses.append).answer(QUESTION, ERRAND)


def test_a_model_that_was_busy_answers_after_pauses() -> None:
    model = BusyModel(Fuse(), busy=3)
    assert model.ask().text
    assert (model.tries, len(model.pauses)) == (4, 3)


def test_a_model_that_stays_busy_is_not_asked_for_ever() -> None:
    model = BusyModel(Fuse(), busy=99)
    with pytest.raises(RetryableError, match="slow down"):
        model.ask()
    assert model.tries == 4


def test_no_try_begins_that_could_outlast_the_run() -> None:
    """900 s hold three tries of 180 s; a fourth and the saving of what comes out would not fit."""
    model = BusyModel(Fuse(), busy=99, takes=timedelta(seconds=225))
    with pytest.raises(RetryableError, match="225 s are too few"):
        model.ask()
    assert (model.tries, len(model.pauses)) == (3, 2)


def test_pauses_grow_to_a_limit_and_are_random() -> None:
    for failures, longest in ((1, 1), (2, 2), (3, 4), (9, LONGEST_PAUSE_SECONDS)):
        pauses = [pause_seconds(failures) for _ in range(50)]
        assert 0 <= min(pauses) < max(pauses) <= longest
