"""Takes Locust's events in; `locustfile.py` calls this once."""

from typing import Any, Final

from locust import events, runners
from locust.env import Environment

from harness.load.generator.options import add_options
from harness.load.generator.station import STATIONS, Station

SILENCE_SECONDS: Final = 10
"""After which a sender counts as gone, and ends the run. A busy machine may keep one from running for longer than the
three seconds that are Locust's own."""


def install() -> None:
    """Add our options, and give each Locust process its station."""
    runners.HEARTBEAT_LIVENESS = SILENCE_SECONDS
    events.init_command_line_parser.add_listener(add_options)
    events.init.add_listener(_on_init)


def _on_init(environment: Environment, **_event: Any) -> None:
    STATIONS[environment] = Station(environment)
