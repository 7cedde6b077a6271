import pytest

from fakes.bedrock.answer import Answer, StopReason, Usage
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Conversation, Inference, Role, Turn
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.speaker import Pace, speaker_of
from fakes.common.owner import Owner
from fakes.settings import FakeSettings

ANSWER = Answer("a b c d", StopReason.END_TURN, Usage(1, 4))


def test_an_answer_takes_its_time_whole_or_in_pieces() -> None:
    slept: list[float] = []
    pace = Pace(0.5, slept.append)

    pace.write(ANSWER)
    assert slept == [2.0]

    slept.clear()
    assert list(pace.send([{"a": 1}, {"b": 2}], ANSWER)) == [{"a": 1}, {"b": 2}]
    assert slept == [1.0, 1.0]


def test_events_are_sent_as_they_come() -> None:
    slept: list[float] = []
    events = Pace(1.0, slept.append).send([{"a": 1}, {"b": 2}], ANSWER)

    next(events)

    assert slept == [2.0]


def test_a_request_that_is_refused_costs_no_tokens() -> None:
    speaker = speaker_of(FakeSettings.from_environment({"REHEARSE_BEDROCK_QUOTAS": '{"*": {"tokens": 15000}}'}))
    caller, model = Owner("123456789012", "us-east-1"), MODELS["amazon.nova-lite-v1:0"]
    refused = Conversation((Turn(Role.USER, "Hi"),), inference=Inference(max_tokens=10_001))

    with pytest.raises(InvalidRequestError):
        speaker.answer(caller, model, refused)

    assert speaker.answer(caller, model, Conversation((Turn(Role.USER, "Hi"),))).text == "Hi"
