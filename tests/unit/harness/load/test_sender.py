"""Coordinated omission: what a stall costs is measured for all who came meanwhile, not for the one that was under way.

The sender lives in a process of its own, for Locust patches the one it is in.
"""

import subprocess
import sys

import pytest

from harness.load.figures import figures_of
from harness.load.rows import Request
from tests.unit.harness.load.runs import run_of

ARRIVALS = 20
"""One every hundredth of a second."""

SEND = """
import sys, time
from locust.env import Environment
from gevent.event import Event
from harness.load.generator.sender import Sender
from harness.load.profile import Phase, Profile
from harness.load.plan import Plan

profile = Profile(about="Twenty.", phases=(Phase(seconds=0.2, rate=100),), spacing="even")
plan = Plan(run="r", name="n", profile=profile, endpoint="http://127.0.0.1:1", account="1", region="r", bucket="b")
rows = []
sender = Sender(plan, None, Environment(), lambda kind, data: rows.extend(data["requests"] if data else ()))
sender.begin(time.time(), 0, 1)
came, all_are_here = [], Event()

def server():
    '''Answers nobody until everybody is here.'''
    came.append(1)
    if len(came) == 20:
        all_are_here.set()
    all_are_here.wait()

def generator():
    '''Has no time for anything else until the last one is due.'''
    while time.time() < last:
        pass

last = time.time() + 0.2
stalled = {"server": server, "generator": generator}[sys.argv[1]]
for _ in range(2):  # Locust starts a user again when another worker has gone
    sender.send_all(lambda arrival: sender.request("S3", "PutObject", arrival, stalled))
for row in rows:
    print(row["scheduled"], row["started"], row["ended"])
"""


@pytest.mark.parametrize("stalled", ["server", "generator"])
def test_who_comes_while_something_stalls_has_waited_since_it_was_due(stalled: str) -> None:
    command = [sys.executable, "-c", SEND, stalled]
    out = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    times = [[float(time) for time in line.split()] for line in out.splitlines()]
    rows = [Request("PutObject", scheduled, started, ended) for scheduled, started, ended in times]
    assert len(rows) == ARRIVALS
    last_due = max(row.scheduled for row in rows)
    assert all(row.ended >= last_due for row in rows)
    figures = figures_of(run_of(rows), "PutObject")
    assert figures.p50 > 90
    assert figures.p99 > 180  # the first have waited for the last, who came 190 ms after them
