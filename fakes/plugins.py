"""What LocalStack loads from here: one function per fake, which imports it when its service is first asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from localstack.runtime import hooks
from localstack.services.plugins import Service, aws_provider

if TYPE_CHECKING:
    from fakes.bedrock.speaker import Speaker


@aws_provider(api="bedrock-runtime", name="fake")
def bedrock_runtime() -> Service:
    """Bedrock Runtime, answered by responders: from files, and from the text in the prompt."""
    from fakes.bedrock.provider import create_runtime

    return Service(name="bedrock-runtime", skeleton=create_runtime(_speaker()))


@aws_provider(api="bedrock-agent-runtime", name="fake")
def bedrock_agent_runtime() -> Service:
    """Agents that are defined in files."""
    from fakes.bedrock_agent.provider import create_agent_runtime
    from fakes.settings import FakeSettings

    return Service("bedrock-agent-runtime", skeleton=create_agent_runtime(FakeSettings.from_environment(), _speaker()))


@aws_provider(api="rekognition", name="fake")
def rekognition() -> Service:
    """Rekognition, which looks at the pictures themselves."""
    from fakes.rekognition.provider import create_service
    from fakes.settings import FakeSettings

    return create_service(FakeSettings.from_environment())


@aws_provider(api="textract", name="fake")
def textract() -> Service:
    """Textract, which reads the documents themselves."""
    from fakes.settings import FakeSettings
    from fakes.textract.provider import create_service

    return create_service(FakeSettings.from_environment())


@aws_provider(api="transcribe", name="fake")
def transcribe() -> Service:
    """Transcribe, which reads the media files themselves."""
    from fakes.settings import FakeSettings
    from fakes.transcribe.provider import create_service

    return create_service(FakeSettings.from_environment())


@hooks.on_infra_start()
def serve_routes() -> None:
    """APIs that aren't AWS's: the YouTube Data API."""
    from localstack.services.edge import ROUTER

    from fakes.settings import FakeSettings
    from fakes.youtube.routes import YouTubeRoutes

    ROUTER.add(YouTubeRoutes(FakeSettings.from_environment()))


@cache
def _speaker() -> Speaker:
    """What answers conversations with models: one for the engine, since calls of both runtimes count together."""
    from fakes.bedrock.speaker import speaker_of
    from fakes.settings import FakeSettings

    return speaker_of(FakeSettings.from_environment())
