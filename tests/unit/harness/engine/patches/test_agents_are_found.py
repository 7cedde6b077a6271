"""Bedrock's four services sign alike; paths tell them apart."""

import pytest
from localstack.aws.protocol import service_router

from harness.engine.plugins.patches.agents_are_found import _finding

RULES = _finding(service_router.custom_signing_name_rules, service_router)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/agents/A/agentAliases/B/sessions/s-1/text", "bedrock-agent-runtime"),
        ("/knowledgebases/KB1/retrieve", "bedrock-agent-runtime"),
        ("/model/amazon.nova-lite-v1:0/converse", "bedrock-runtime"),
        ("/guardrail/g/version/1/apply", "bedrock-runtime"),
        ("/foundation-models", "bedrock"),
        ("/agents/A/agentaliases/", "bedrock"),
    ],
)
def test_a_path_leads_to_its_service(path: str, service: str) -> None:
    assert RULES("bedrock", path).name == service


def test_other_services_are_left_alone() -> None:
    assert RULES("servicecatalog", "/agents/A/agentAliases/B/sessions/s-1/text").name == "servicecatalog-appregistry"
