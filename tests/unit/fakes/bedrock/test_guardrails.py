from pathlib import Path

import pytest

from fakes.bedrock.conversation import Conversation, Role, Turn
from fakes.bedrock.errors import DefinitionError, InvalidRequestError
from fakes.bedrock.guardrails import Guardrails
from fakes.bedrock.tools import ToolResult

FILE = """
- id: gr0123456789
  version: "1"
  blocked_input: ["(?i)password"]
  blocked_output: ["\\\\d{3}-\\\\d{2}-\\\\d{4}"]
  input_message: I can't talk about that.
- id: gr0123456789
"""


@pytest.fixture
def guardrails(tmp_path: Path) -> Guardrails:
    (tmp_path / "rails.yaml").write_text(FILE)
    return Guardrails(tmp_path)


def test_a_version_is_found_by_id_or_arn(guardrails: Guardrails) -> None:
    arn = "arn:aws:bedrock:us-east-1:123456789012:guardrail/gr0123456789"

    assert guardrails.find("gr0123456789", "1") == guardrails.find(arn, "1")
    assert guardrails.find(arn, "DRAFT").blocked_input == ()


@pytest.mark.parametrize(("identifier", "version"), [("gr0123456789", "2"), ("other", "1")])
def test_an_unknown_one_does_not_exist(guardrails: Guardrails, identifier: str, version: str) -> None:
    with pytest.raises(InvalidRequestError, match="does not exist"):
        guardrails.find(identifier, version)


def test_input_is_blocked_whoever_brings_it(guardrails: Guardrails) -> None:
    rail = guardrails.find("gr0123456789", "1")
    told = Turn(Role.USER, "", tool_results=(ToolResult("1", "the PASSWORD is x"),))

    assert rail.on_input(Conversation((Turn(Role.USER, "my password"),))) == "I can't talk about that."
    assert rail.on_input(Conversation((Turn(Role.USER, "Go on"), told))) == "I can't talk about that."
    assert rail.on_input(Conversation((Turn(Role.USER, "my deed"),))) is None


def test_output_is_blocked(guardrails: Guardrails) -> None:
    rail = guardrails.find("gr0123456789", "1")

    assert rail.on_output("It is 123-45-6789.") == "Sorry, the model cannot answer this question."
    assert rail.on_output("It is 12345.") is None


def test_a_file_that_is_wrong_is_named(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("- id: x\n  blocked_input: ['(']\n")

    with pytest.raises(DefinitionError, match=r"wrong\.yaml"):
        Guardrails(tmp_path).find("x", "1")
