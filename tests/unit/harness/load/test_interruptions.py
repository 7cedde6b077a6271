"""Real signals, to this very process."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from harness.load.generation import Generator
from harness.load.interruptions import Interruptions

DEAF = "import sys; print('ready', flush=True); sys.stdin.read(1); print('told', flush=True); sys.stdin.read()"
"""Takes an order, and then nothing ends it as long as somebody might say more."""


@pytest.fixture
def deaf() -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-c", DEAF], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_are_counted_while_a_run_lasts_and_do_again_what_they_did_afterwards(number: signal.Signals) -> None:
    interruptions, before = Interruptions(), signal.getsignal(number)
    with interruptions.heard():
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        assert interruptions.count == 2
    assert signal.getsignal(number) == before


def test_a_generator_that_doesnt_end_is_waited_for_until_somebody_is_in_a_hurry(
    deaf: "subprocess.Popen[bytes]",
) -> None:
    hurry = iter([False, False, True])
    generator = Generator(deaf)
    generator.stop(lambda: next(hurry), float("inf"))
    assert not generator.ended
    assert deaf.stdout
    assert deaf.stdout.read(11) == b"ready\ntold\n"
