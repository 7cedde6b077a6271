"""What must be active in the engine. It refuses to start with less.

The same names stand in `pyproject.toml` as entry points; a test holds the two together.
"""

PLUGINS: dict[str, frozenset[str]] = {
    "localstack.aws.provider": frozenset(
        {
            "bedrock-agent-runtime:fake",
            "bedrock-runtime:fake",
            "dynamodb:embedded",
            "dynamodbstreams:embedded",
            "rekognition:fake",
            "textract:fake",
            "transcribe:fake",
        }
    ),
    "localstack.lambda.runtime_executor": frozenset({"process"}),
    "localstack.runtime.server": frozenset({"threads"}),
    "localstack.hooks.on_runtime_create": frozenset({"rehearsal_create"}),
    "localstack.hooks.on_infra_start": frozenset({"rehearsal_fakes", "rehearsal_start"}),
    "localstack.hooks.on_infra_ready": frozenset({"rehearsal_ready"}),
    "localstack.hooks.on_infra_shutdown": frozenset({"rehearsal_shutdown"}),
}
"""Names of our plugins by plux namespace."""
