"""What LocalStack serves under `bedrock-runtime`."""

from localstack.aws.skeleton import Skeleton

from fakes.bedrock.runtime import BedrockRuntime
from fakes.bedrock.service import Operation, create_skeleton
from fakes.bedrock.speaker import Speaker


def create_runtime(speaker: Speaker) -> Skeleton:
    """Build the service.

    Args:
        speaker: answers conversations.
    """
    return create_skeleton("bedrock-runtime", operations_of(BedrockRuntime(speaker)))


def operations_of(runtime: BedrockRuntime) -> dict[str, Operation]:
    """What is emulated, by AWS's names."""
    return {
        "InvokeModel": runtime.invoke_model,
        "InvokeModelWithResponseStream": runtime.invoke_model_with_response_stream,
        "Converse": runtime.converse,
        "ConverseStream": runtime.converse_stream,
        "CountTokens": runtime.count_tokens,
    }
