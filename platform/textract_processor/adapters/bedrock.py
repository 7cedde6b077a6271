"""Language models, on Bedrock."""

import json
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from lambda_kit.clients import SILENCE, error_code, error_message
from lambda_kit.errors import RetryableError
from textract_processor.adapters.bedrock_wires import TEMPERATURE, Wire
from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.validation import DocumentRejectedError

if TYPE_CHECKING:
    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient

BUSY: Final = frozenset(
    {
        "ThrottlingException",
        "ModelTimeoutException",
        "ModelNotReadyException",
        "ModelErrorException",
        "ServiceUnavailableException",
        "InternalServerException",
    }
)
"""Errors that pass."""
TOO_LONG: Final = ("too long", "too many", "maximum context", "input tokens")
"""Bedrock has no code of its own for a prompt beyond the model's window; its models say it in these words."""


class BedrockModel:
    """`Model` on Bedrock, whichever wire the model is called by."""

    def __init__(self, bedrock: "BedrockRuntimeClient", model_id: str, wire: Wire) -> None:
        self._bedrock = bedrock
        self._model_id = model_id
        self._wire = wire

    @property
    def model_id(self) -> str:
        """Bedrock's id."""
        return self._model_id

    @property
    def parameters(self) -> str:
        """What an answer depends on beside model and question."""
        return json.dumps({"temperature": TEMPERATURE})

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        """Ask once: every answer is fresh, and who asks again is `PatientModel`."""
        call = getattr(self._bedrock, self._wire.operation)
        try:
            return self._wire.answer(call(**self._wire.request(self._model_id, question)))
        except SILENCE as error:
            raise RetryableError("ModelSilent", f"{self._model_id} did not answer: {error}") from error
        except ClientError as error:
            raise _named(error) from error


def _named(error: ClientError) -> Exception:
    code, message = error_code(error), error_message(error)
    if code in BUSY:
        return RetryableError(code.removesuffix("Exception"), message)
    if code == "ValidationException" and any(words in message.lower() for words in TOO_LONG):
        return DocumentRejectedError("DocumentTooLong", message)
    return error
