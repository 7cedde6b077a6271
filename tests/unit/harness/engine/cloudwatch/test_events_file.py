"""The events of a log stream, in a file."""

import copy
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from moto.logs.models import LogEvent

from harness.engine.plugins.cloudwatch.events_file import EventsFile

EVENT = st.builds(
    lambda timestamp, message: LogEvent(timestamp + 5, {"timestamp": timestamp, "message": message}),
    st.integers(0, 2**45),
    st.text(max_size=40),
)


@given(st.lists(st.lists(EVENT, max_size=4), max_size=6))
def test_events_come_out_as_they_went_in(batches: list[list[LogEvent]]) -> None:
    everything = [event for batch in batches for event in batch]
    with TemporaryDirectory() as folder:
        events = EventsFile(Path(folder))
        for batch in batches:
            events += batch

        assert bool(events) is bool(everything)
        assert [event.to_filter_dict() for event in events] == [event.to_filter_dict() for event in everything]
        assert [event.to_response_dict() for event in events] == [event.to_response_dict() for event in everything]


def test_who_reads_sees_what_was_there_when_reading_began(tmp_path: Path) -> None:
    events = EventsFile(tmp_path)
    events += [LogEvent(2, {"timestamp": 1, "message": "first"})]
    reading = iter(events)
    assert next(reading).message == "first"

    events += [LogEvent(2, {"timestamp": 1, "message": "second"})]

    assert not list(reading)
    assert [event.message for event in events] == ["first", "second"]


def test_the_file_goes_with_the_stream_and_not_with_a_copy(tmp_path: Path) -> None:
    events = EventsFile(tmp_path)
    events += [LogEvent(2, {"timestamp": 1, "message": "x"})]

    copied = copy.deepcopy({"stream": events})
    del copied
    assert [event.message for event in events] == ["x"]

    del events
    assert not list(tmp_path.iterdir())
