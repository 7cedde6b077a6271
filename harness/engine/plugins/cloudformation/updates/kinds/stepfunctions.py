"""State machines."""

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.tags import Tags

DEFINITION = ("Definition", "DefinitionS3Location", "DefinitionString", "DefinitionSubstitutions")
SETTINGS = {
    "LoggingConfiguration": {"level": "OFF", "includeExecutionData": False, "destinations": []},
    "TracingConfiguration": {"enabled": False},
}
"""Settings with their defaults. Step Functions API Reference, "UpdateStateMachine"."""


def set_definition(change: Change) -> None:
    """Have LocalStack compose the definition, which it does in several ways."""
    change.update(change.model)


def set_settings(change: Change) -> None:
    """Set role, logging and tracing."""
    change.client("stepfunctions").update_state_machine(stateMachineArn=change.model["Arn"], **change.wanted(SETTINGS))


KINDS = {
    "AWS::StepFunctions::StateMachine": Kind(
        {
            **each(set_definition, DEFINITION),
            **each(set_settings, ("RoleArn", *SETTINGS)),
            "Tags": Tags("stepfunctions"),
        },
        forgotten=frozenset({"TracingConfiguration", "Tags"}),
    )
}
