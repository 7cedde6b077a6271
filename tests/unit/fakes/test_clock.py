from threading import Event

from fakes import clock


def test_what_is_to_be_done_later_is_done() -> None:
    done = Event()

    clock.after(0, done.set)

    assert done.wait(60)


def test_what_should_have_been_done_already_is_done_at_once() -> None:
    done = Event()

    clock.after(-5, done.set)

    assert done.wait(60)
