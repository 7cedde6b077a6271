"""Takes Locust's events in; `locustfile.py` calls this once."""

from typing import Any

from locust import events
from locust.env import Environment

from harness.load.generator.options import add_options
from harness.load.generator.station import STATIONS, Station


def install() -> None:
    """Add our options, and give each Locust process its station."""
    events.init_command_line_parser.add_listener(add_options)
    events.init.add_listener(_on_init)


def _on_init(environment: Environment, **_event: Any) -> None:
    STATIONS[environment] = Station(environment)
