"""What a real account answered is answered again, whatever way it is asked."""

import io
import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from fakes.bedrock import converse, record
from fakes.bedrock.answer import Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Conversation, Inference, Role, Turn
from fakes.bedrock.errors import DefinitionError
from fakes.bedrock.families import claude
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.recorder import Recorder
from fakes.bedrock.responders.cassettes import CassetteResponder
from fakes.bedrock.responders.cassettes.recording import keep_recording
from fakes.bedrock.responders.cassettes.request import key_of, normalise, redact
from fakes.bedrock.tools import ToolResult, ToolUse

HAIKU = MODELS["anthropic.claude-3-haiku-20240307-v1:0"]
SAID = Reply("Hi!", (), StopReason.END_TURN, Usage(11, 3))
MESSAGES: list[Any] = [{"role": "user", "content": [{"text": "Hello"}]}]


def asked(text: str = "Hello", **fields: Any) -> Conversation:
    return Conversation((Turn(Role.USER, text),), **fields)


def key(conversation: Conversation) -> str:
    return key_of(normalise(conversation, HAIKU))


@pytest.fixture
def client() -> Any:
    """A client of the real service, without a network."""
    return boto3.client(
        "bedrock-runtime", region_name="us-east-1", aws_access_key_id="AKIAQ3EGRIVALEXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI-EXAMPLE", aws_session_token="token-EXAMPLE",
    )  # fmt: skip


def converse_response(text: str = "Hi!") -> dict[str, Any]:
    return {
        "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 11, "outputTokens": 3, "totalTokens": 14},
        "metrics": {"latencyMs": 5},
    }


def test_a_recording_is_replayed_and_other_requests_are_left_to_others(tmp_path: Path) -> None:
    keep_recording(tmp_path, asked(), HAIKU, SAID)
    responder = CassetteResponder(tmp_path)

    assert responder.answer(asked(), HAIKU) == SAID
    assert responder.answer(asked("Bye"), HAIKU) is None
    assert responder.answer(asked(), MODELS["amazon.nova-lite-v1:0"]) is None
    assert CassetteResponder(tmp_path / "none").answer(asked(), HAIKU) is None


def test_tool_uses_are_recorded_too(tmp_path: Path) -> None:
    reply = Reply("", (ToolCall("weather", {"city": "Oslo"}),), StopReason.TOOL_USE, Usage(1, 2))
    keep_recording(tmp_path, asked(), HAIKU, reply)

    assert CassetteResponder(tmp_path).answer(asked(), HAIKU) == reply


def test_what_editors_write_differently_is_the_same_request() -> None:
    assert key(asked("a é \r\nb\n")) == key(asked("a e\u0301\nb"))
    assert key(asked("a")) != key(asked("A"))
    assert key(asked()) != key(asked(inference=Inference(max_tokens=5)))


def test_each_service_makes_ids_of_its_own() -> None:
    def used(use_id: str) -> Conversation:
        use, result = ToolUse(use_id, "weather", {}), ToolResult(use_id, "clear")
        return Conversation(
            (
                Turn(Role.USER, "Hello"),
                Turn(Role.ASSISTANT, "", (use,)),
                Turn(Role.USER, "", tool_results=(result,)),
            )
        )

    assert key(used("tooluse_abc")) == key(used("toolu_bdrk_01xyz"))


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("key AKIAQ3EGRIVALEXAMPLE.", "AKIAQ3EGRIVALEXAMPLE"),
        ("Authorization: Bearer abc.def-123456", "abc.def-123456"),
        ("https://b.s3.amazonaws.com/k?X-Amz-Credential=ASIAX%2F2024&X-Amz-Signature=0a1b2c&x=1", "0a1b2c"),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI/K7MDENG"),
        ('{"password": "hunter2"}', "hunter2"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "MIIE"),
    ],
)
def test_secrets_are_never_stored(tmp_path: Path, text: str, secret: str) -> None:
    file = keep_recording(tmp_path, asked(text, system=text), HAIKU, Reply(text, (), StopReason.END_TURN, Usage(1, 1)))

    assert secret not in file.read_text()
    assert CassetteResponder(tmp_path).answer(asked(text, system=text), HAIKU) is not None


def test_texts_without_secrets_stay_as_they_are() -> None:
    text = "The password policy: keys have 20 letters. Bearer of bad news. Token: yes."

    assert redact(text) == text


def test_converse_is_recorded_and_replayed_in_any_form(tmp_path: Path, client: Any) -> None:
    recorder = Recorder(tmp_path)
    recorder.listen(client.meta.events)
    with Stubber(client) as stub:
        stub.add_response("converse", converse_response())
        client.converse(modelId=f"us.{HAIKU.id}", messages=MESSAGES, inferenceConfig={"maxTokens": 9})

    native = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 9,
        "messages": [{"role": "user", "content": "Hello"}],
    }
    responder = CassetteResponder(tmp_path)
    same: JsonObject = {"messages": MESSAGES, "inferenceConfig": {"maxTokens": 9, "temperature": 0.5}}
    assert responder.answer(converse.parse(same), HAIKU) == SAID
    assert responder.answer(claude.parse(json.dumps(native).encode()), HAIKU) == SAID
    assert len(recorder.files) == 1
    assert "EXAMPLE" not in recorder.files[0].read_text()


def test_a_body_is_recorded_and_still_there_to_be_read(tmp_path: Path, client: Any) -> None:
    body = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 9,
        "messages": [{"role": "user", "content": "Hello"}],
    }
    said = {
        "content": [{"type": "text", "text": "Hi!"}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 11, "output_tokens": 3},
    }
    data = json.dumps(said).encode()
    Recorder(tmp_path).listen(client.meta.events)
    with Stubber(client) as stub:
        answer = {"body": StreamingBody(io.BytesIO(data), len(data)), "contentType": "application/json"}
        stub.add_response("invoke_model", answer)
        response = client.invoke_model(modelId=HAIKU.id, body=json.dumps(body))

    assert response["body"].read() == data
    assert CassetteResponder(tmp_path).answer(claude.parse(json.dumps(body).encode()), HAIKU) == SAID


def test_failures_and_pictures_are_not_recorded(tmp_path: Path, client: Any) -> None:
    recorder = Recorder(tmp_path)
    recorder.listen(client.meta.events)
    with Stubber(client) as stub:
        stub.add_client_error("converse", "ThrottlingException", "Too many requests", 429)
        stub.add_response("invoke_model", {"body": StreamingBody(io.BytesIO(b"{}"), 2), "contentType": "x"})
        with pytest.raises(client.exceptions.ThrottlingException):
            client.converse(modelId=HAIKU.id, messages=MESSAGES)
        client.invoke_model(modelId="amazon.titan-embed-text-v2:0", body="{}")

    assert recorder.files == []


def test_requests_in_files_are_asked_and_recorded(
    tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    request = tmp_path / "hello.json"
    request.write_text(json.dumps({"modelId": HAIKU.id, "messages": MESSAGES}))
    monkeypatch.setattr(boto3, "client", lambda *_, **__: client)
    with Stubber(client) as stub:
        stub.add_response("converse", converse_response(), {"modelId": HAIKU.id, "messages": MESSAGES})
        record.main([str(tmp_path / "cassettes"), str(request)])

    [file] = (tmp_path / "cassettes").iterdir()
    assert capsys.readouterr().out == f"{file}\n"


def test_a_broken_cassette_is_named(tmp_path: Path) -> None:
    file = keep_recording(tmp_path, asked(), HAIKU, SAID)
    file.write_text("{}")

    with pytest.raises(DefinitionError, match=file.name):
        CassetteResponder(tmp_path).answer(asked(), HAIKU)
