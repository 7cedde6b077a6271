"""Answers are paid for once: a repeated question is answered from the cache."""

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from textract_processor.domain.ports import Answer, AnswerCache, Model


@dataclass(frozen=True)
class CachedModel:
    """A model behind a cache.

    A run that finds its own earlier answer (its process died after the call) is still charged for it, once; a run
    that finds another's gets it free, marked as cached.
    """

    model: Model
    cache: AnswerCache

    @property
    def model_id(self) -> str:
        """Bedrock's id of the model behind."""
        return self.model.model_id

    @property
    def parameters(self) -> str:
        """The parameters of the model behind."""
        return self.model.parameters

    def answer(self, prompt: str, payer: str) -> Answer:
        """Answer from the cache, else ask and keep the answer."""
        key = sha256("\0".join((self.model_id, self.parameters, prompt)).encode()).hexdigest()
        if entry := self.cache.get(key):
            kept = json.loads(entry)
            return replace(Answer(**kept["answer"]), cached=kept["payer"] != payer)
        answer = self.model.answer(prompt, payer)
        self.cache.put(key, json.dumps({"answer": asdict(answer), "payer": payer}))
        return answer
