"""Ctrl-C while several scenarios run, each on an engine of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.waiting import ended, eventually

WAITING = """\
title: A wait that nobody wants to see the end of
shows: nothing
replays: nothing
system: textract_processor
tags: [test]
---
when:
  - repeat: {times: 1000000, steps: [{advance: 1m}]}
then:
  - {calls_made: {service: textract, operation: StartDocumentAnalysis}, is: 0}
"""


def engines_of(home: Path) -> list[int]:
    """The ids of the processes of engines that were started below a folder."""
    return [json.loads(file.read_text())["pid"] for file in home.rglob("engine.json")]


def wait_for_entries(run: "subprocess.Popen[str]", wanted: int) -> set[str]:
    """The names of scenarios that have begun, as soon as there are so many."""
    assert run.stderr
    begun: set[str] = set()
    while len(begun) < wanted:
        line = run.stderr.readline()
        assert line, "the run has ended by itself"
        begun |= {name for name in ("one", "two", "three") if f"{name} when" in line}
    return begun


def test_engines_whose_time_stands_still_end_with_the_run_even_if_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(WAITING)
    command = [sys.executable, "-m", "harness", "scenario", "run", str(tmp_path / "one.yaml")]
    environment = {**os.environ, "REHEARSE_HOME": str(tmp_path / "home")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as run:
        wait_for_entries(run, 1)
        (engine,) = engines_of(tmp_path / "home")
        run.kill()

    eventually(lambda: ended(engine))


def test_runs_end_at_once_with_journals_and_nothing_is_left(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    files = [tmp_path / name for name in ("one.yaml", "two.yaml", "three.yaml")]
    for file in files:
        file.write_text(WAITING)
    command = [sys.executable, "-m", "harness", "scenario", "run", *map(str, files), "--parallel", "2"]
    environment = {**os.environ, "REHEARSE_HOME": str(tmp_path / "home"), "TMPDIR": str(temporary)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as run:
        waiting = wait_for_entries(run, 2)
        engines = engines_of(tmp_path / "home")
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate()

    journals = [json.loads(file.read_text()) for file in (tmp_path / "home").rglob("journal.json")]
    assert run.returncode == 130, errors
    assert sorted(journal["scenario"] for journal in journals) == sorted(waiting)
    assert {journal["verdict"] for journal in journals} == {"interrupted"}
    assert all(journal["entries"][0]["verdict"] == "passed" for journal in journals)
    assert len(engines) == 2
    assert all(map(ended, engines))
    assert list(temporary.iterdir()) == []
