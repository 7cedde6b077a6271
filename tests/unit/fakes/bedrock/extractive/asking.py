"""Asks the extractive responder as a platform does."""

import json
from typing import Any

import jsonschema

from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Conversation, Role, Turn
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive import ExtractiveResponder


def prompt(schema: JsonObject, document: str) -> str:
    return (
        "Fill the schema from the document. Answer with one JSON object.\n"
        f"<schema>\n{json.dumps(schema)}\n</schema>\n<document>\n{document}\n</document>"
    )


def answer(text: str) -> str | None:
    return reply(Conversation((Turn(Role.USER, text),)))


def reply(conversation: Conversation) -> str | None:
    found = ExtractiveResponder().answer(conversation, MODELS["amazon.nova-lite-v1:0"])
    return found.text if found else None


def ask(schema: JsonObject, document: str) -> Any:
    """Return the answer as JSON, after checking that it validates."""
    text = answer(prompt(schema, document))
    assert text is not None
    found = json.loads(text)
    jsonschema.validate(found, schema)
    return found
