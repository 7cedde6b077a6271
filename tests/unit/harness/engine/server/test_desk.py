"""Who stops the server waits for the requests that are being answered, and not for ever."""

import threading

from harness.engine.plugins.server.server import Desk


def test_a_free_desk_is_not_waited_for() -> None:
    assert Desk().wait_until_free(0.0)


def test_a_request_that_is_being_answered_is_waited_for() -> None:
    desk, asked, go_on = Desk(), threading.Event(), threading.Event()

    def answer(environ: object, start: object) -> list[bytes]:
        asked.set()
        go_on.wait(60)
        return []

    threading.Thread(target=desk.counted(answer), args=({}, None), daemon=True).start()
    asked.wait(60)

    assert not desk.wait_until_free(0.01)
    go_on.set()
    assert desk.wait_until_free(10)
