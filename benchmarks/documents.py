"""Documents through textract_processor, deployed on an engine."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.engines import Engine
from harness.calls import Calls
from harness.clients import Clients
from harness.deploy.deployment import deploy_system
from harness.deploy.system import choose_systems
from harness.samples.facts import draw_sale
from harness.samples.statement import write_statement
from harness.settings import Settings
from harness.submit.pipeline import SYSTEM, find_pipeline

UPLOADERS: Final = 4

INDEX: Final = "status-timestamp-index"


class Line:
    """The deployed pipeline.

    Args:
        engine: where to deploy it.
        home: folder for artefacts and documents.
    """

    def __init__(self, engine: Engine, home: Path) -> None:
        settings = Settings.from_environment({"REHEARSE_HOME": str(home)})
        clients = Clients(engine.endpoint, settings.account, settings.region)
        started = time.perf_counter()
        (system,) = choose_systems(settings.project, [SYSTEM])
        deploy_system(system, clients, settings, lambda line: None)
        self.deploy_seconds = time.perf_counter() - started
        self._pipeline = find_pipeline(clients, settings)
        self._calls = Calls(engine.endpoint)
        self._s3, self._dynamodb = clients.client("s3"), clients.client("dynamodb")
        self._folder = home / "documents"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._seeds = iter(range(10**9))
        self._began = 0.0
        self._uploaded: dict[str, float] = {}

    def write(self, count: int) -> list[Path]:
        """So many PDFs of one page with a text layer, no two alike."""
        return [self._write(seed) for seed, _ in zip(self._seeds, range(count), strict=False)]

    def process(self, documents: list[Path]) -> int:
        """Upload documents and wait until each is completed."""
        self._began, self._uploaded = time.time(), {}
        seen = self._calls.find(limit=1)
        with ThreadPoolExecutor(UPLOADERS) as pool:
            list(pool.map(self._upload, documents))
        # A run ends with one transaction. To count the ended runs in their table again and again would cost, too.
        calls = self._calls.follow(service="dynamodb", operation="TransactWriteItems", after=seen[-1].number)
        ends = (call for call in calls if not call.error)
        for _ in zip(documents, ends, strict=False):
            pass
        if (completed := len(self._results())) != len(documents):
            raise RuntimeError(f"{completed} of {len(documents)} documents are COMPLETED")
        return len(documents)

    def milliseconds(self) -> dict[str, list[float]]:
        """How long the documents took that were processed last: from the upload to the end, and in each segment.

        The segment from the upload to the first function is left out: S3 tells the time of an upload in whole seconds.
        """
        results = self._results()
        whole = [_moment(result["completedAt"]["S"]) - self._uploaded[result["s3Key"]["S"]] for result in results]
        segments = [result["segmentsMs"]["M"] for result in results]
        names = [name for name in segments[0] if name != "uploadToLambda"]
        parts = {name: [float(each[name]["N"]) for each in segments] for name in names}
        return {"upload -> COMPLETED": [seconds * 1000 for seconds in whole], **parts}

    def _write(self, seed: int) -> Path:
        path = self._folder / f"{seed}.pdf"
        write_statement(path, draw_sale(Random(seed)))
        return path

    def _upload(self, path: Path) -> None:
        key = f"incoming/{path.name}"
        self._uploaded[key] = time.time()
        self._s3.put_object(Bucket=self._pipeline.bucket, Key=key, Body=path.read_bytes())

    def _results(self) -> list[Any]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._pipeline.results_table,
            IndexName=INDEX,
            KeyConditionExpression="#status = :completed AND #time >= :since",
            ExpressionAttributeNames={"#status": "status", "#time": "timestamp"},
            ExpressionAttributeValues={":completed": {"S": "COMPLETED"}, ":since": {"N": str(int(self._began * 1000))}},
        )
        return [item for page in pages for item in page["Items"]]


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
