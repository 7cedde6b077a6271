"""Step Functions does each piece of work on a definition once, and executions share nothing that they could change."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.stepfunctions.asl.component.state.state_pass.result import Result
from localstack.services.stepfunctions.asl.parse.asl_parser import AmazonStateLanguageParser, ASLParserException

from harness.engine.plugins.patches import passed_results_are_copied, state_machines_parsed_once
from harness.engine.plugins.patches.executions_find_no_rule import Herald
from harness.engine.plugins.patching import PatchBoard
from tests.unit.harness.engine.patches.buses import ACCOUNT, REGION, rule

ENTRY = {"Source": "aws.states", "DetailType": "Step Functions Execution Status Change", "Detail": "{}"}


@pytest.fixture(autouse=True, scope="module")
def patched() -> None:
    board = PatchBoard()
    once = state_machines_parsed_once
    board.install([once.COMPONENTS_NAMED, once.DEFINITIONS_ONCE, passed_results_are_copied.PATCH])
    assert board.failed() == {}


def definition(name: str) -> str:
    return json.dumps({"StartAt": name, "States": {name: {"Type": "Pass", "End": True}}})


def told() -> list[Any]:
    """What EventBridge hears of an entry."""
    heard: list[Any] = []
    client = SimpleNamespace(put_events=lambda **told: heard.extend(told["Entries"]))
    Herald(SimpleNamespace(account_id=ACCOUNT, region_name=REGION), lambda _: client).put_events([ENTRY])
    return heard


def test_a_definition_is_parsed_once() -> None:
    programs = [AmazonStateLanguageParser.parse(definition(name))[0] for name in ("A", "A", "B")]

    assert programs[0] is programs[1]
    assert programs[1] is not programs[2]


def test_what_is_no_definition_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(ASLParserException):
            AmazonStateLanguageParser.parse("{")


def test_components_have_places_of_their_own() -> None:
    one, other = (AmazonStateLanguageParser.parse(definition(name))[0] for name in ("A", "B"))

    assert one.heap_key == one.heap_key != other.heap_key


def test_what_is_passed_may_be_changed() -> None:
    result, env = Result({"list": []}), SimpleNamespace(stack=[])
    for _ in range(2):
        result._eval_body(env)
        env.stack[-1]["list"].append("changed")

    assert env.stack == [{"list": ["changed"]}] * 2


def test_eventbridge_hears_of_executions_that_a_rule_waits_for(rules: dict[str, Any]) -> None:
    before = told()
    rules["states"] = rule({"source": ["aws.states"]})

    assert (before, told()) == ([], [ENTRY])
