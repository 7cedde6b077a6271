"""What LocalStack loads from here: one function per fake, which imports it when its service is first asked for."""

from localstack.services.plugins import Service, aws_provider


@aws_provider(api="bedrock-runtime", name="fake")
def bedrock_runtime() -> Service:
    """Bedrock Runtime, answered by responders: from files, and from the text in the prompt."""
    from fakes.bedrock.provider import create_runtime
    from fakes.settings import FakeSettings

    return Service(name="bedrock-runtime", skeleton=create_runtime(FakeSettings.from_environment()))


@aws_provider(api="textract", name="fake")
def textract() -> Service:
    """Textract, which reads the documents themselves."""
    from fakes.settings import FakeSettings
    from fakes.textract.provider import create_service

    return create_service(FakeSettings.from_environment())
