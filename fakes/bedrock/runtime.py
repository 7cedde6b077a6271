"""Bedrock Runtime's operations: what is asked in which form, and in which form it is answered."""

import json
import time
from typing import IO, Any, TypeAlias

from fakes.bedrock import converse
from fakes.bedrock.answer import Answer, StopReason
from fakes.bedrock.catalogue import Model, find_model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families import FAMILIES, Family
from fakes.bedrock.guardrails import Guardrail
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.limits import count_input
from fakes.bedrock.mute import invoke_mute
from fakes.bedrock.speaker import Speaker
from fakes.common.owner import Owner

# The shapes of requests and responses are botocore's; LocalStack's parser and serializer convert them.
Shape: TypeAlias = dict[str, Any]

_JSON = "application/json"
_ANY_TYPE = {None, "", "*/*", _JSON}


class BedrockRuntime:
    """The operations that answer.

    Args:
        speaker: answers conversations.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def invoke_model(self, caller: Owner, request: Shape) -> Shape:
        """Answer a body in the format of the model's own family."""
        model = find_model(request["modelId"])
        _check_types(request)
        body = _read(request.get("body"))
        family = FAMILIES.get(model.family)
        if family is None:
            reservation = self._speaker.quotas.admit(caller, model, 0)
            made = invoke_mute(model, body)
            reservation.tokens = made.tokens
            return {"body": json.dumps(made.body).encode(), "contentType": _JSON}
        answer, guardrail = self._answer_body(caller, model, family, body, request)
        self._speaker.pace.write(answer)
        content = {**family.render(answer, model), **_action(answer, guardrail)}
        return {"body": json.dumps(content, ensure_ascii=False).encode(), "contentType": _JSON}

    def invoke_model_with_response_stream(self, caller: Owner, request: Shape) -> Shape:
        """Answer a body in the format of the model's own family, in pieces; the last one has the metrics."""
        model = find_model(request["modelId"])
        _check_types(request)
        family = FAMILIES.get(model.family)
        if family is None:
            raise InvalidRequestError("The model is unsupported for streaming. Try again with a supported model.")
        started = time.perf_counter()
        answer, guardrail = self._answer_body(caller, model, family, _read(request.get("body")), request)
        parts = list(family.stream(answer, model))
        parts[-1] |= {**_action(answer, guardrail), "amazon-bedrock-invocationMetrics": _metrics(answer, started)}
        chunks = [{"chunk": {"bytes": json.dumps(part, ensure_ascii=False).encode()}} for part in parts]
        return {"body": self._speaker.pace.send(chunks, answer), "contentType": _JSON}

    def converse(self, caller: Owner, request: Shape) -> Shape:
        """Answer messages in the form that is the same for every model."""
        started = time.perf_counter()
        answer = self._answer_messages(caller, request)
        self._speaker.pace.write(answer)
        return {**converse.render(answer, _milliseconds(started)), **converse.extra_fields(answer, request)}

    def converse_stream(self, caller: Owner, request: Shape) -> Shape:
        """Answer messages in the form that is the same for every model, in pieces."""
        started = time.perf_counter()
        answer = self._answer_messages(caller, request)
        events = list(converse.stream(answer, _milliseconds(started), converse.extra_fields(answer, request)))
        return {"stream": self._speaker.pace.send(events, answer)}

    def count_tokens(self, caller: Owner, request: Shape) -> Shape:
        """Count what a conversation would cost to read; free of charge, and of quotas."""
        model = find_model(request["modelId"])
        asked = request["input"]
        if "converse" in asked:
            return {"inputTokens": count_input(converse.parse(asked["converse"]))}
        family = FAMILIES.get(model.family)
        if family is None:
            raise InvalidRequestError("The provided model doesn't support counting tokens.")
        return {"inputTokens": count_input(family.parse(asked["invokeModel"]["body"]))}

    def _answer_body(
        self, caller: Owner, model: Model, family: Family, body: bytes, request: Shape
    ) -> tuple[Answer, Guardrail | None]:
        guardrail = self._speaker.guardrail(request.get("guardrailIdentifier"), request.get("guardrailVersion"))
        return self._speaker.answer(caller, model, family.parse(body), guardrail), guardrail

    def _answer_messages(self, caller: Owner, request: Shape) -> Answer:
        model = find_model(request["modelId"])
        if model.family not in FAMILIES:
            raise InvalidRequestError(
                "This action doesn't support the model that you provided. "
                "Try again with a supported text or chat model."
            )
        config = request.get("guardrailConfig") or {}
        guardrail = self._speaker.guardrail(config.get("guardrailIdentifier"), config.get("guardrailVersion"))
        conversation: Conversation = converse.parse(request)
        return self._speaker.answer(caller, model, conversation, guardrail)


def _read(body: IO[bytes] | None) -> bytes:
    """Read a body: LocalStack hands payloads over as streams, and leaves an empty one out."""
    return body.read() if body else b""


def _check_types(request: Shape) -> None:
    if not {request.get("contentType"), request.get("accept")} <= _ANY_TYPE:
        raise InvalidRequestError("The provided Content-Type or Accept header is not supported for this model.")


def _action(answer: Answer, guardrail: Guardrail | None) -> JsonObject:
    if guardrail is None:
        return {}
    intervened = answer.stop_reason is StopReason.GUARDRAIL_INTERVENED
    return {"amazon-bedrock-guardrailAction": "INTERVENED" if intervened else "NONE"}


def _metrics(answer: Answer, started: float) -> JsonObject:
    latency = _milliseconds(started)
    return {
        "inputTokenCount": answer.usage.input_tokens,
        "outputTokenCount": answer.usage.output_tokens,
        "invocationLatency": latency,
        "firstByteLatency": latency,
    }


def _milliseconds(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
