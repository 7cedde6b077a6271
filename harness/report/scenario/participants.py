"""Who takes part in a run: the resources of a system, the services it uses, and the scenario itself."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from harness.engine.call import Call


class Sort(StrEnum):
    """What somebody is; the value is for readers."""

    SCENARIO = "scenario"
    BUCKET = "bucket"
    EVENTS = "events"
    FUNCTION = "function"
    QUEUE = "queue"
    TOPIC = "topic"
    MACHINE = "state machine"
    SERVICE = "service"
    MODEL = "model"
    TABLE = "table"
    API = "api"


@dataclass(frozen=True)
class Participant:
    """Somebody.

    Attributes:
        sort: what it is.
        name: of the resource, or the service.
    """

    sort: Sort
    name: str

    @property
    def label(self) -> str:
        """Its name without account and region, which all share."""
        return ACCOUNT.sub("", self.name) or self.name


ACCOUNT: Final = re.compile(r"[-/]?\d{12}(-[a-z]{2}-[a-z]+-\d)?$")
SCENARIO: Final = Participant(Sort.SCENARIO, "Scenario")
EVENTS: Final = Participant(Sort.EVENTS, "EventBridge")

SERVICES: Final = {
    "textract": "Textract",
    "transcribe": "Transcribe",
    "rekognition": "Rekognition",
    "bedrock-runtime": "Bedrock",
    "bedrock-agent-runtime": "Bedrock agents",
    "cloudwatch": "CloudWatch",
    "secretsmanager": "Secrets Manager",
    "ssm": "Parameter Store",
}
"""Services that have no resources of the system; by boto3's name."""

RESOURCES: Final = {
    "s3": ("bucket", Sort.BUCKET),
    "sqs": ("queue", Sort.QUEUE),
    "sns": ("topic", Sort.TOPIC),
    "dynamodb": ("table", Sort.TABLE),
    "lambda": ("function", Sort.FUNCTION),
    "stepfunctions": ("state machine", Sort.MACHINE),
}
"""Under which kind a call names the resource that it is about, by boto3's name of the service."""

OF_ARN: Final = {
    "s3": Sort.BUCKET,
    "sqs": Sort.QUEUE,
    "sns": Sort.TOPIC,
    "dynamodb": Sort.TABLE,
    "lambda": Sort.FUNCTION,
    "states": Sort.MACHINE,
}
"""What an ARN names, by the service in it; subscriptions' protocols are named alike."""


def named(service: str, name: str) -> Participant:
    """A resource by the service in its ARN and its short name."""
    if service == "events":
        return EVENTS
    if service in OF_ARN:
        return Participant(OF_ARN[service], name)
    return Participant(Sort.SERVICE, SERVICES.get(service, name or service))


def of_arn(arn: str) -> Participant:
    """The resource that an ARN names."""
    fields = arn.split(":", 5)
    resource = fields[5] if len(fields) > 5 else arn
    if fields[2:3] == ["lambda"]:
        return Participant(Sort.FUNCTION, resource.removeprefix("function:").partition(":")[0])
    if fields[2:3] == ["dynamodb"]:
        return Participant(Sort.TABLE, resource.split("/")[1] if "/" in resource else resource)
    return named(fields[2] if len(fields) > 2 else "", re.split("[:/]", resource)[-1])


def targets_of(call: Call) -> list[Participant]:
    """What a call is made to: mostly one, several tables for a transaction."""
    if call.service == "events":
        return [EVENTS]
    if call.service.startswith("bedrock"):
        return [Participant(Sort.MODEL, SERVICES[call.service])]
    kind, sort = RESOURCES.get(call.service, ("", Sort.SERVICE))
    names = call.resources.get(kind, "")
    if not names:
        return [Participant(Sort.SERVICE, SERVICES.get(call.service, call.service))]
    if sort is Sort.TABLE:
        return [Participant(sort, name) for name in names.split(",")]
    return [of_arn(names) if names.startswith("arn:") else Participant(sort, names.rpartition("/")[2])]


def caller_of(call: Call) -> Participant | None:
    """Who made a call; None for services that don't say for whom they act."""
    if call.caller == "client":
        return Participant(Sort.FUNCTION, call.session) if call.session else SCENARIO
    if call.source:
        return of_arn(call.source)
    return Participant(Sort.SERVICE, SERVICES[call.principal]) if call.principal in SERVICES else None
