"""Keeping count of what a model has answered."""

from dataclasses import dataclass, field

from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.wrapped_model import WrappedModel


@dataclass(frozen=True)
class Tally(WrappedModel):
    """A model whose answers are kept for the bill of one run, which is owed however the run ends."""

    answers: list[Answer] = field(default_factory=list)

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        """Let the model answer, and keep the answer."""
        answer = self.model.answer(question, errand, fresh=fresh)
        self.answers.append(answer)
        return answer
