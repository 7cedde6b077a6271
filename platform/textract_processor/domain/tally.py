"""Keeping count of what a model has answered."""

from collections.abc import Callable
from dataclasses import dataclass, field

from textract_processor.domain.dialogue import Answer, Errand, Question, Usage
from textract_processor.domain.wrapped_model import WrappedModel


def _nobody(usage: tuple[Usage, ...]) -> None: ...


@dataclass(frozen=True)
class Tally(WrappedModel):
    """A model whose answers are kept for the bill of one run, which is owed however the run ends.

    `note` hears of all of them after each.
    """

    answers: list[Answer] = field(default_factory=list)
    note: Callable[[tuple[Usage, ...]], None] = _nobody

    @property
    def usage(self) -> tuple[Usage, ...]:
        """What the answers took."""
        return tuple(answer.usage for answer in self.answers)

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        """Let the model answer, and keep the answer."""
        answer = self.model.answer(question, errand, fresh=fresh)
        self.answers.append(answer)
        self.note(self.usage)
        return answer
