"""Keeping count of what a model has answered."""

from dataclasses import dataclass, field

from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.ports import Model


@dataclass
class Tally:
    """A model whose answers are kept for the bill of one run, which is owed however the run ends."""

    model: Model
    answers: list[Answer] = field(default_factory=list)

    @property
    def model_id(self) -> str:
        """Bedrock's id of the model behind."""
        return self.model.model_id

    @property
    def parameters(self) -> str:
        """The parameters of the model behind."""
        return self.model.parameters

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        """Let the model answer, and keep the answer."""
        answer = self.model.answer(question, errand, fresh=fresh)
        self.answers.append(answer)
        return answer
