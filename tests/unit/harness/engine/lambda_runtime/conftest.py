"""Sandboxes over a real template process, without LocalStack."""

import json
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from harness.engine.plugins.lambda_runtime import clock
from harness.engine.plugins.lambda_runtime.blueprint import Blueprint
from harness.engine.plugins.lambda_runtime.limits import Deadline
from harness.engine.plugins.lambda_runtime.messages import Invocation
from harness.engine.plugins.lambda_runtime.sandbox import Outcome, Sandbox
from harness.engine.plugins.lambda_runtime.template import Template


class Build(Protocol):
    """Builds a sandbox for the source of `app.py`, which has `app.handler`."""

    def __call__(self, source: str, **changes: Any) -> Sandbox: ...


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    template = Template(tmp_path_factory.mktemp("template") / "library")
    yield template
    template.stop()


@pytest.fixture
def build(template: Template, tmp_path: Path) -> Iterator[Build]:
    built: list[Sandbox] = []

    def make(source: str, **changes: Any) -> Sandbox:
        folder = tmp_path / f"task-{len(built)}"
        folder.mkdir()
        (folder / "app.py").write_text(textwrap.dedent(source))
        defaults: dict[str, Any] = {
            "version": "$LATEST",
            "handler": "app.handler",
            "timeout": 10,
            "memory_mb": 256,
            "environment": {"TMPDIR": str(folder / "scratch")},
            "task_root": folder,
            "layers": (),
            "scratch": folder / "scratch",
        }
        built.append(Sandbox(Blueprint(**{**defaults, **changes}), template))
        return built[-1]

    yield make
    for sandbox in built:
        sandbox.close()


@pytest.fixture
def invoke() -> Callable[..., Outcome]:
    def invoke(sandbox: Sandbox, event: Any = None, timeout: float = 60) -> Outcome:
        deadline = Deadline(timeout)
        invocation = Invocation(
            request_id="request-1",
            function_arn="arn:aws:lambda:us-east-1:000000000000:function:f",
            deadline_ms=clock.epoch_ms() + int(timeout * 1000),
            trace_id="Root=1-2-3",
            client_context=None,
            body=json.dumps(event).encode(),
        )
        return sandbox.invoke(invocation, deadline)

    return invoke
