from fakes.bedrock.answer import Answer, StopReason, Usage
from fakes.bedrock.speaker import Pace

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
