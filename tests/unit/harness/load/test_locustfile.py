"""Plain `locust` as a user types it, where it has to refuse. It has a process of its own, which it patches."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness.settings import find_project


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("--host", "http://192.0.2.1:4566"),
            "Load goes to this machine only, and 'http://192.0.2.1:4566' isn't on it.",
        ),
        ((), "Name a local engine, e.g. --host http://127.0.0.1:4566."),
    ],
    ids=["elsewhere", "no-engine"],
)
def test_what_cant_be_sent_ends_locust_with_a_sentence(options: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "locust", "-f", "locustfile.py", "--headless", *options],
        cwd=find_project(Path(__file__)),
        env=os.environ | {"REHEARSE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
