"""What LocalStack serves under `bedrock-runtime`."""

from localstack.aws.skeleton import Skeleton

from fakes.bedrock.runtime import BedrockRuntime
from fakes.bedrock.service import Operation, create_skeleton
from fakes.bedrock.speaker import speaker_of
from fakes.settings import FakeSettings


def create_runtime(settings: FakeSettings) -> Skeleton:
    """Build the service as settings have it."""
    return create_skeleton("bedrock-runtime", operations_of(BedrockRuntime(speaker_of(settings))))


def operations_of(runtime: BedrockRuntime) -> dict[str, Operation]:
    """What is emulated, by AWS's names."""
    return {
        "InvokeModel": runtime.invoke_model,
        "InvokeModelWithResponseStream": runtime.invoke_model_with_response_stream,
        "Converse": runtime.converse,
        "ConverseStream": runtime.converse_stream,
        "CountTokens": runtime.count_tokens,
    }
