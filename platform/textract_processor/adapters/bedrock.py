"""Language models, on Bedrock."""

import json
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError, ReadTimeoutError

from lambda_kit.clients import error_code, error_message
from lambda_kit.errors import RetryableError
from textract_processor.adapters.bedrock_wires import TEMPERATURE, Wire
from textract_processor.domain.ports import Answer
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
"""What is left of these after the client's own retries."""
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
        """What an answer depends on beside model and prompt."""
        return json.dumps({"maxTokens": self._wire.max_tokens, "temperature": TEMPERATURE})

    def answer(self, prompt: str, payer: str) -> Answer:
        """Ask once; the client has retried what may be retried at once."""
        call = getattr(self._bedrock, self._wire.operation)
        try:
            return self._wire.answer(call(**self._wire.request(self._model_id, prompt)))
        except ReadTimeoutError as error:
            raise RetryableError("ModelTimeout", f"{self._model_id} did not answer in time") from error
        except ClientError as error:
            raise _named(error) from error


def _named(error: ClientError) -> Exception:
    code, message = error_code(error), error_message(error)
    if code in BUSY:
        return RetryableError(code.removesuffix("Exception"), message)
    if code == "ValidationException" and any(words in message.lower() for words in TOO_LONG):
        return DocumentRejectedError("DocumentTooLong", message)
    return error
