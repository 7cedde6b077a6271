"""Who is woken by which bell."""

from harness.engine.plugins.bells import Bells


def test_a_bell_wakes_all_who_listen_and_nobody_else() -> None:
    bells = Bells()
    first, second, other = bells.listen("queue"), bells.listen("queue"), bells.listen("another")

    bells.ring("queue")

    assert first.is_set()
    assert second.is_set()
    assert not other.is_set()


def test_who_left_is_not_woken_and_may_leave_twice() -> None:
    bells = Bells()
    stays, leaves = bells.listen("queue"), bells.listen("queue")
    bells.leave("queue", leaves)
    bells.leave("queue", leaves)

    bells.ring("queue")

    assert stays.is_set()
    assert not leaves.is_set()


def test_ringing_for_nobody_is_harmless() -> None:
    Bells().ring("queue")
