"""Asking a busy model again, for as long as the run has time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import uniform
from typing import Final

from lambda_kit.clock import Clock
from lambda_kit.errors import RetryableError
from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.wrapped_model import WrappedModel

LONGEST_PAUSE_SECONDS: Final = 20.0
Sleep = Callable[[float], None]


@dataclass(frozen=True)
class Patience:
    """How often a model is asked, and what one asking may take at most.

    Attributes:
        attempts: tries in all, the first included.
        longest_answer: after which the client gives a try up.
        reserve: what a run needs after its last answer to save what came out.
    """

    attempts: int
    longest_answer: timedelta
    reserve: timedelta


@dataclass(frozen=True)
class PatientModel(WrappedModel):
    """A model that is asked again when it is busy or doesn't answer.

    No try begins that could outlast the run's time: the run gives up while it still can say why, and its message
    comes again. What was answered by then is in the cache, so that the next run gets further.
    """

    patience: Patience
    clock: Clock
    sleep: Sleep

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        """Ask until there is an answer, but not too often.

        Raises:
            RetryableError: the last try's, or `OutOfTime`.
        """
        for failures in range(1, self.patience.attempts):
            try:
                return self._try(question, errand)
            except RetryableError:
                self._check_time(errand)  # rather now than after a pause
                self.sleep(pause_seconds(failures))
        return self._try(question, errand)

    def _try(self, question: Question, errand: Errand) -> Answer:
        self._check_time(errand)
        return self.model.answer(question, errand)

    def _check_time(self, errand: Errand) -> None:
        left = errand.deadline - self.clock()
        if left < self.patience.longest_answer + self.patience.reserve:
            seconds = max(0, int(left.total_seconds()))
            raise RetryableError("OutOfTime", f"{seconds} s are too few to ask {self.model_id} in this run")


def pause_seconds(failures: int) -> float:
    """A random pause of up to 1, 2, 4 … 20 s: exponential backoff with full jitter, as AWS's SDKs do it."""
    return uniform(0, min(2.0 ** (failures - 1), LONGEST_PAUSE_SECONDS))
