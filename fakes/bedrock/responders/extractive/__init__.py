"""The responder that extracts: it fills the schema in the prompt from the text in the prompt, and from nothing else."""

from fakes.bedrock.answer import Reply
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.json_value import Json, as_text
from fakes.bedrock.responders.extractive.filling import Filler
from fakes.bedrock.responders.extractive.prompt import find_document, find_schema, without_schema
from fakes.bedrock.responders.extractive.reading import read
from fakes.bedrock.responders.extractive.schema import Schema


class ExtractiveResponder:
    """Answers prompts that give a JSON Schema, an example answer, or a list of fields."""

    def answer(self, conversation: Conversation, model: Model) -> Reply | None:
        """Return one JSON object, or None when the prompt asks for no fields.

        The latest text that has a schema and the latest that has a document count, so that a request to repair
        an answer needs to repeat neither.
        """
        schema = next(filter(None, map(_valid_schema, conversation.texts())), None)
        return Reply(as_text(extract(schema, material(conversation)))) if schema else None


def material(conversation: Conversation) -> str:
    """What a conversation gives to read: its latest document, else its latest text, and what the tools said."""
    texts = conversation.texts()
    document = find_document(texts)
    return "\n".join([without_schema(texts[0]) if document is None else document, *conversation.results()])


def extract(schema: Schema, text: str) -> Json:
    """Fill a schema from a text."""
    return Filler(schema, read(text)).fill()


def _valid_schema(text: str) -> Schema | None:
    found = find_schema(text)
    return Schema(found) if found else None
