"""How long Lambda functions take to start and to answer: `python benchmarks/lambda_starts.py`.

Twice the same functions: directly in a sandbox, which is what the executor itself costs, and through an engine with
boto3, which is what a caller sees.
"""

import io
import json
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.figures import print_figures
from harness.clients import Clients
from harness.engine.host import HostEngine
from harness.engine.plugins.lambda_runtime import clock
from harness.engine.plugins.lambda_runtime.blueprint import Blueprint
from harness.engine.plugins.lambda_runtime.limits import Deadline
from harness.engine.plugins.lambda_runtime.messages import Invocation
from harness.engine.plugins.lambda_runtime.sandbox import Sandbox
from harness.engine.plugins.lambda_runtime.template import Template
from harness.settings import Settings

COLD = 40
WARM = 1000
SOURCES = {
    "trivial": "def handler(event, context): return event",
    "boto3 + 3 clients": """
import boto3
clients = [boto3.client(service) for service in ("s3", "dynamodb", "sqs")]
def handler(event, context): return event
""",
}
Samples = tuple[list[float], list[float]]
"""Milliseconds of cold and of warm invocations."""

CREDENTIALS = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}


def main() -> None:
    """Measure and print."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        template = Template(Path(folder) / "library")
        for name, source in SOURCES.items():
            cold, warm = directly(template, Path(folder), source)
            times |= {f"sandbox, {name}, cold": cold, f"sandbox, {name}, warm": warm}
        memory = psutil.Process(template.pid).memory_info().rss / 2**20
        template.stop()
        with engine(Path(folder)) as aws:
            for name, source in SOURCES.items():
                cold, warm = through_engine(aws, source)
                times |= {f"engine, {name}, cold": cold, f"engine, {name}, warm": warm}
    print_figures("Lambda: time of one invocation", times, "ms")
    print_figures("Lambda: resident memory", {"template, shared with its workers": [memory]}, "MB")


def directly(template: Template, folder: Path, source: str) -> Samples:
    """Figures of a function in sandboxes of our own."""
    task_root = folder / uuid.uuid4().hex
    task_root.mkdir()
    (task_root / "app.py").write_text(source)

    def sandbox() -> Sandbox:
        blueprint = Blueprint(
            version="$LATEST",
            handler="app.handler",
            timeout=30,
            memory_mb=512,
            environment=CREDENTIALS,
            task_root=task_root,
            layers=(),
            scratch=folder / "scratch" / uuid.uuid4().hex,
        )
        return Sandbox(blueprint, template)

    def start() -> None:
        fresh = sandbox()
        fresh.initialise()
        handle(fresh)
        fresh.close()

    start()  # the first one waits for the template and compiles the module
    warm = sandbox()
    warm.initialise()
    samples = milliseconds(start, COLD), milliseconds(lambda: handle(warm), WARM)
    warm.close()
    return samples


def handle(sandbox: Sandbox) -> None:
    """One event."""
    deadline = Deadline(30)
    event = Invocation("request", "arn", clock.epoch_ms() + 30_000, "Root=1", None, b"{}")
    outcome = sandbox.invoke(event, deadline)
    if outcome.is_error:
        raise RuntimeError(outcome.log)


def through_engine(aws: Clients, source: str) -> Samples:
    """Figures of a function as a caller of the Lambda API sees them; each cold start has a function of its own."""
    functions = [create(aws, source) for _ in range(COLD + 1)]
    invoke(aws, functions[0])
    waiting = iter(functions[1:])
    cold = milliseconds(lambda: invoke(aws, next(waiting)), COLD)
    return cold, milliseconds(lambda: invoke(aws, functions[0]), WARM)


def create(aws: Clients, source: str) -> str:
    """A function that is ready for its first invocation."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("app.py", source)
    name = f"bench-{uuid.uuid4().hex[:8]}"
    client = aws.client("lambda")
    client.create_function(
        FunctionName=name,
        Runtime="python3.11",
        Handler="app.handler",
        Role=f"arn:aws:iam::{aws.account}:role/worker",
        Code={"ZipFile": buffer.getvalue()},
        MemorySize=512,
        Timeout=30,
    )
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.05, "MaxAttempts": 400})
    return name


def invoke(aws: Clients, name: str) -> None:
    """One synchronous invocation."""
    answer = aws.client("lambda").invoke(FunctionName=name, Payload=json.dumps({}))
    if "FunctionError" in answer:
        raise RuntimeError(answer["Payload"].read().decode())


@contextmanager
def engine(folder: Path) -> Iterator[Clients]:
    """An engine of our own on a free port."""
    host = HostEngine(Settings.from_environment({"REHEARSE_HOME": str(folder / "home"), "REHEARSE_PORT": "0"}))
    try:
        yield Clients(host.up().endpoint, "000000000000", "us-east-1")
    finally:
        host.down()


def milliseconds(work: Callable[[], None], times: int) -> list[float]:
    """How long `work` takes, each of so many times."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append((time.perf_counter() - before) * 1000)
    return taken


if __name__ == "__main__":
    main()
