"""What the timeline costs: the same calls to an engine that keeps one and to one that doesn't, turn about.

    python benchmarks/timeline.py [--calls N]

By the method of `benchmarks/recorder.py`. A message that is sent, received and deleted leaves three happenings, an
invocation two.
"""

import argparse
import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.recorder import Call, Engine, engine, measure


def calls_of(engine: Engine) -> dict[str, Call]:
    """What is measured."""
    sqs = engine.client("sqs")
    queue = sqs.create_queue(QueueName="timed")["QueueUrl"]
    return {"SQS SendMessage, ReceiveMessage, DeleteMessage": _life(sqs, queue)}


def _life(sqs: Any, queue: str) -> Callable[[], object]:
    def live() -> None:
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"hello": "world"}))
        (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])

    return live


def main() -> None:
    """Measure and print."""
    count = _arguments().calls
    with ExitStack() as engines:
        keeping, plain = (
            calls_of(engines.enter_context(engine(REHEARSE_HAPPENINGS_KEPT=kept))) for kept in ("50000", "0")
        )
        latencies = {name: measure(keeping[name], plain[name], count) for name in plain}
    table = Table("calls", "n", "p50 ms without", "p50 ms with", "overhead")
    for name, (with_timeline, without) in latencies.items():
        overhead = with_timeline / without - 1
        table.add_row(name, str(count), f"{without:.3f}", f"{with_timeline:.3f}", f"{overhead:+.1%}")
    Console().print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=1000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
