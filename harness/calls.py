"""Asking an engine which AWS calls it has served."""

from collections.abc import Iterator, Mapping
from typing import Any

from harness import control
from harness.engine.call import CALL, Call

PATH = "calls"
WAIT_SECONDS = 10.0
"""How long the engine may wait for a call that is asked for, before it is asked again."""


class Calls:
    """The recorded calls of a local engine.

    Args:
        endpoint: URL of the engine.
    """

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    def find(self, **wanted: Any) -> list[Call]:
        """The calls that are wanted, oldest first.

        Args:
            wanted: `account`, `service`, `operation`, `resource`, `caller`, `errors`, `since`, `after`, `limit`, as in
                the recorder's `Query`.

        Raises:
            ControlError: the engine doesn't answer, or doesn't know what is wanted.
        """
        return self._ask(wanted)

    def forgotten(self, account: str) -> int:
        """How many calls of an account the engine has recorded and doesn't keep any more: `find` can't tell them.

        Raises:
            ControlError: the engine doesn't answer.
        """
        return int(control.get(self._endpoint, f"{PATH}/{account}/forgotten")["forgotten"])

    def follow(self, **wanted: Any) -> Iterator[Call]:
        """The calls that are wanted, as they come, without end; first those that are there already."""
        calls = self._ask(wanted)
        while True:
            yield from calls
            if calls:
                wanted["after"] = calls[-1].number
            calls = self._ask({**wanted, "wait": WAIT_SECONDS}, WAIT_SECONDS)

    def keep_bodies(self, account: str, wanted: bool = True) -> None:
        """Record parameters and answers of an account's calls from now on, or no longer.

        Raises:
            ControlError: the engine doesn't answer.
        """
        path = f"{PATH}/{account}/bodies"
        if wanted:
            control.put(self._endpoint, path, None)
        else:
            control.delete(self._endpoint, path)

    def _ask(self, wanted: Mapping[str, Any], seconds: float = 0.0) -> list[Call]:
        parameters = {name: value for name, value in wanted.items() if value is not None}
        return [CALL.validate_json(line) for line in control.get_lines(self._endpoint, PATH, parameters, seconds)]
