"""The responder that extracts: it fills the schema in the prompt from the text in the prompt, and from nothing else."""

import json

from fakes.bedrock.conversation import Conversation
from fakes.bedrock.json_value import Json
from fakes.bedrock.responders.extractive.filling import Filler
from fakes.bedrock.responders.extractive.prompt import find_document, find_schema, without_schema
from fakes.bedrock.responders.extractive.reading import read
from fakes.bedrock.responders.extractive.schema import Schema


class ExtractiveResponder:
    """Answers prompts that give a JSON Schema, an example answer, or a list of fields."""

    def answer(self, conversation: Conversation) -> str | None:
        """Return one JSON object, or None when the prompt asks for no fields.

        The latest text that has a schema and the latest that has a document count, so that a request to repair
        an answer needs to repeat neither.
        """
        texts = conversation.texts()
        schema = next(filter(None, map(_valid_schema, texts)), None)
        if schema is None:
            return None
        document = find_document(texts)
        return json.dumps(
            extract(schema, without_schema(texts[0]) if document is None else document), ensure_ascii=False
        )


def extract(schema: Schema, text: str) -> Json:
    """Fill a schema from a text."""
    return Filler(schema, read(text)).fill()


def _valid_schema(text: str) -> Schema | None:
    found = find_schema(text)
    return Schema(found) if found else None
