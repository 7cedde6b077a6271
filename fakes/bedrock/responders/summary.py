"""The answer to a prompt that asks for no fields: the prompt's own most telling sentences."""

import re
from collections import Counter

from fakes.bedrock.answer import Reply
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.responders.extractive.prompt import find_document

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCES = 3


class SummaryResponder:
    """Answers every conversation with up to three of its sentences, in the order in which they stand."""

    def answer(self, conversation: Conversation, model: Model) -> Reply:
        """Repeat what the tools said, else summarise the latest document, else the latest text of the user."""
        if results := conversation.results():
            return Reply("\n".join(results))
        texts = conversation.texts()
        document = find_document(texts)
        return Reply(summarise(texts[0] if document is None else document))


def summarise(text: str) -> str:
    """Pick the sentences whose words are the most frequent in the text, the earlier one where they tie."""
    sentences = [sentence for match in _SENTENCE.finditer(text) if (sentence := match.group().strip())]
    frequency = Counter(_words(text))

    def weight(index: int) -> float:
        words = _words(sentences[index])
        return sum(frequency[word] for word in words) / (len(words) + 1)

    chosen = sorted(range(len(sentences)), key=lambda index: (-weight(index), index))[:_SENTENCES]
    return " ".join(sentences[index] for index in sorted(chosen))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
