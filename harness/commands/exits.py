"""The exit status that tells a verdict."""

from typing import Final

from harness.errors import INTERRUPTED
from harness.scenario.journal import Verdict

EXIT_STATUSES: Final = {Verdict.PASSED: 0, Verdict.FAILED: 1, Verdict.BROKEN: 3, Verdict.INTERRUPTED: INTERRUPTED}
"""2 is a file or argument that can't be used."""
