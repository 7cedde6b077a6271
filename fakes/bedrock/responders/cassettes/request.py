"""The normal form of a request: the same for every operation and body format, and without secrets."""

import hashlib
import json
import re
import unicodedata

from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation, Turn
from fakes.bedrock.json_value import Json, JsonObject

_SECRETS = re.compile(
    r"\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b"
    r"|(?<=Bearer )[\w.~+/=-]{8,}"
    r"|(?i:(?<=x-amz-signature=)|(?<=x-amz-credential=)|(?<=x-amz-security-token=))[^&\s\"']+"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----"
    r"|(?i:(?<=secret_access_key)|(?<=session_token)|(?<=secretaccesskey)|(?<=password)|(?<=api_key)|(?<=apikey))"
    r"[\"']?\s*[:=]\s*[\"']?[^\s\"',}]+",
    re.DOTALL,
)
_REDACTED = "[redacted]"


def normalise(conversation: Conversation, model: Model) -> JsonObject:
    """Write what decides the answer of a request.

    Temperature and the like are left out: a replay has no chance in it. Ids of tool uses are numbered, since each
    service makes its own.
    """
    inference, toolbox = conversation.inference, conversation.toolbox
    ids = [use.id for turn in conversation.turns for use in turn.tool_uses]
    tools: list[Json] = [
        {"name": tool.name, "description": _clean(tool.description), "schema": tool.schema} for tool in toolbox.tools
    ]
    return {
        "model": model.id,
        "system": _clean(conversation.system),
        "turns": [_turn(turn, ids) for turn in conversation.turns],
        "tools": tools,
        "tool_choice": toolbox.forced or toolbox.choice.value,
        "max_tokens": inference.max_tokens,
        "stop_sequences": list(inference.stop_sequences),
    }


def key_of(request: JsonObject) -> str:
    """Name a normal form: 32 hexadecimal digits."""
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def redact(text: str) -> str:
    """Take keys, tokens, signatures and passwords out of a text."""
    return _SECRETS.sub(_REDACTED, text)


def redact_values(value: Json) -> Json:
    """Take secrets out of every text in a value."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, list):
        return [redact_values(each) for each in value]
    if isinstance(value, dict):
        return {name: redact_values(each) for name, each in value.items()}
    return value


def _turn(turn: Turn, ids: list[str]) -> JsonObject:
    uses: list[Json] = [
        {"id": ids.index(use.id), "name": use.name, "input": redact_values(use.input)} for use in turn.tool_uses
    ]
    results: list[Json] = [
        {"id": ids.index(each.use_id), "text": _clean(each.text), "failed": each.failed} for each in turn.tool_results
    ]
    return {"role": turn.role.value, "text": _clean(turn.text), "tool_uses": uses, "tool_results": results}


def _clean(text: str) -> str:
    """Even out what editors and systems write differently: line ends, white space before them, composed letters."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return redact("\n".join(line.rstrip() for line in lines).strip())
