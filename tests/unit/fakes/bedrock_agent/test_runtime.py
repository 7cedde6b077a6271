"""An agent asks its caller to act, learns what came of it, and answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from localstack.aws.api import CommonServiceException

from fakes.bedrock.speaker import speaker_of
from fakes.bedrock_agent.provider import create_agent_runtime
from fakes.settings import FakeSettings
from tests.unit.fakes.bedrock.calling import Call, caller

AGENT = """
- id: CAMPAIGNS1
  aliases: [PRODALIAS1]
  instruction: You plan campaigns.
  action_groups:
    - name: pictures
      functions:
        - name: analyse_picture
          description: Analyses a product's picture.
          parameters:
            image_key: {type: string, description: Key of the picture, required: true}
            labels: {type: integer}
    - name: markets
      apis:
        - path: /insights/{region}
          method: POST
          description: Cultural insights into the market of a region.
          parameters:
            region: {required: true}
          body:
            product_name: {required: true}
"""
ASKED = 'Analyse the picture uploads/shoe.png of "Trail Runner", then give insights for Japan'


@pytest.fixture
def call(tmp_path: Path) -> Call:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "campaigns.yaml").write_text(AGENT)
    settings = FakeSettings(responders=tmp_path)
    return caller(create_agent_runtime(settings, speaker_of(settings)))


def invoke(call: Call, **fields: Any) -> list[Any]:
    ids = {"agentId": "CAMPAIGNS1", "agentAliasId": "TSTALIASID", "sessionId": "s-1"}
    events: list[Any] = call("InvokeAgent", **{**ids, **fields})
    return events


def results(invocation_id: str, *given: dict[str, Any]) -> dict[str, Any]:
    return {"sessionState": {"invocationId": invocation_id, "returnControlInvocationResults": list(given)}}


def picture(body: str) -> dict[str, Any]:
    return {
        "functionResult": {
            "actionGroup": "pictures",
            "function": "analyse_picture",
            "responseBody": {"TEXT": {"body": body}},
        }
    }


def market(body: str, status: int = 200) -> dict[str, Any]:
    return {
        "apiResult": {
            "actionGroup": "markets",
            "apiPath": "/insights/{region}",
            "httpMethod": "POST",
            "httpStatusCode": status,
            "responseBody": {"application/json": {"body": body}},
        }
    }


def test_an_agent_returns_control_step_by_step_and_then_answers(call: Call) -> None:
    [first] = invoke(call, inputText=ASKED)
    assert first["returnControl"]["invocationInputs"] == [
        {
            "functionInvocationInput": {
                "actionGroup": "pictures",
                "function": "analyse_picture",
                "parameters": [{"name": "image_key", "type": "string", "value": "uploads/shoe.png"}],
                "agentId": "CAMPAIGNS1",
                "actionInvocationType": "RESULT",
            }
        }
    ]

    [second] = invoke(call, **results(first["returnControl"]["invocationId"], picture('{"colour": "red"}')))
    [api] = second["returnControl"]["invocationInputs"]
    assert api["apiInvocationInput"]["apiPath"] == "/insights/{region}"
    assert api["apiInvocationInput"]["parameters"] == [{"name": "region", "type": "string", "value": "Japan"}]
    assert api["apiInvocationInput"]["requestBody"]["content"] == {
        "application/json": {"properties": [{"name": "product_name", "type": "string", "value": "Trail Runner"}]}
    }

    [last] = invoke(call, **results(second["returnControl"]["invocationId"], market('{"platform": "LINE"}')))
    assert last["chunk"]["bytes"] == b"colour: red\nplatform: LINE"


def test_a_rule_can_speak_for_an_agent(call: Call, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.yaml").write_text("- prompt: (?i)hello (\\w+)\n  answer: 'Hello, {{ groups[0] }}. {{ system }}'\n")

    [event] = invoke(call, inputText="Hello Ann", sessionState={"promptSessionAttributes": {"season": "autumn"}})

    assert event["chunk"]["bytes"] == b"Hello, Ann. You plan campaigns.\nseason: autumn"


def test_a_final_answer_streams_when_it_is_asked_to(call: Call) -> None:
    text = "Tell me in a few words what you can do for me today"

    events = invoke(call, inputText=text, streamingConfigurations={"streamFinalResponse": True})

    assert len(events) > 1
    assert b"".join(event["chunk"]["bytes"] for event in events).decode() == text


def test_a_trace_tells_what_the_agent_did(call: Call) -> None:
    *traces, control = invoke(call, inputText=ASKED, enableTrace=True)

    read, decided = (each["trace"]["trace"]["orchestrationTrace"] for each in traces)
    assert ASKED in json.loads(read["modelInvocationInput"]["text"])["messages"][0]["content"]
    asked = decided["invocationInput"]["actionGroupInvocationInput"]
    assert (asked["function"], asked["executionType"]) == ("analyse_picture", "RETURN_CONTROL")
    assert asked["invocationId"] == control["returnControl"]["invocationId"]

    *told, _ = invoke(call, inputText="Thank you very much", sessionId="s-2", enableTrace=True)
    final = told[-1]["trace"]["trace"]["orchestrationTrace"]["observation"]
    assert final["finalResponse"] == {"text": "Thank you very much"}


def test_who_goes_on_without_acting_begins_anew(call: Call) -> None:
    [first] = invoke(call, inputText=ASKED)
    [chunk] = invoke(call, inputText="Never mind")

    assert chunk["chunk"]["bytes"] == b"Never mind"
    with pytest.raises(CommonServiceException, match="doesn't match an invocation"):
        invoke(call, **results(first["returnControl"]["invocationId"], picture("red")))


def test_a_session_that_has_ended_is_forgotten(call: Call) -> None:
    [first] = invoke(call, inputText=ASKED)
    [end] = invoke(call, endSession=True)

    assert end["chunk"]["bytes"] == b"Session is terminated as 'endSession' flag is set in request."
    with pytest.raises(CommonServiceException, match="doesn't match an invocation"):
        invoke(call, **results(first["returnControl"]["invocationId"], picture("red")))


def test_sessions_do_not_meet(call: Call) -> None:
    [first] = invoke(call, inputText=ASKED)

    with pytest.raises(CommonServiceException, match="doesn't match an invocation"):
        invoke(call, sessionId="other", **results(first["returnControl"]["invocationId"], picture("red")))


def test_the_same_session_goes_the_same_way(call: Call) -> None:
    once, again = (invoke(call, sessionId=name, inputText=ASKED) for name in ("s-3", "s-4"))

    assert once == again


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"agentId": "NOSUCHONE1", "inputText": "Hi"}, "ResourceNotFoundException"),
        ({"agentAliasId": "NOSUCHONE1", "inputText": "Hi"}, "ResourceNotFoundException"),
        ({"inputText": " "}, "ValidationException"),
        (results("unknown", {}), "ValidationException"),
    ],
)
def test_bad_requests_are_refused(call: Call, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(CommonServiceException) as refused:
        invoke(call, **fields)

    assert refused.value.code == code


def test_an_action_without_a_result_is_refused(call: Call) -> None:
    [first] = invoke(call, inputText=ASKED)

    with pytest.raises(CommonServiceException, match="no result of the action pictures__analyse_picture"):
        invoke(call, **results(first["returnControl"]["invocationId"], market("x", status=500)))
