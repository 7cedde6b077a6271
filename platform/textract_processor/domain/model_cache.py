"""Answers are paid for once: a repeated question is answered from the cache."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from hashlib import sha256

from lambda_kit.clock import Clock, iso_ms, parse_iso
from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.ports import AnswerCache, Telemetry
from textract_processor.domain.wrapped_model import WrappedModel


@dataclass(frozen=True)
class CachedModel(WrappedModel):
    """A model behind a cache, whose entries are good for `lifetime`.

    A run that finds its own earlier answer (its process died after the call) is still charged for it, once; a run
    that finds another's gets it free, marked as cached.
    """

    cache: AnswerCache
    telemetry: Telemetry
    lifetime: timedelta
    clock: Clock

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        """Answer from the cache unless the answer is to be fresh, else ask and keep the answer."""
        key = self._key(question)
        kept = None if fresh else self._kept(key, errand.payer)
        if kept and not kept.cached:
            return kept  # observed when it was paid for
        answer = kept or self._ask(key, question, errand)
        self.telemetry.model_answered(self.model_id, answer)
        return answer

    def _key(self, question: Question) -> str:
        parts = (self.model_id, self.parameters, str(question.max_tokens), question.prompt)
        return sha256("\0".join(parts).encode()).hexdigest()

    def _kept(self, key: str, payer: str) -> Answer | None:
        text = self.cache.get(key)
        entry = json.loads(text) if text else None
        if entry is None or parse_iso(entry["expiresAt"]) <= self.clock():  # the bucket's lifecycle takes its time
            return None
        return replace(Answer(**entry["answer"]), cached=entry["payer"] != payer)

    def _ask(self, key: str, question: Question, errand: Errand) -> Answer:
        answer = self.model.answer(question, errand)
        expires_at = iso_ms(self.clock() + self.lifetime)
        entry = {"answer": asdict(answer), "payer": errand.payer, "expiresAt": expires_at}
        self.cache.put(key, json.dumps(entry))
        return answer
