"""Documents through textract_processor, deployed on an engine."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.engines import Engine
from benchmarks.world import wait_for
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
        self._s3, self._dynamodb = clients.client("s3"), clients.client("dynamodb")
        self._folder = home / "documents"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._seeds = iter(range(10**9))

    def write(self, count: int) -> list[Path]:
        """So many PDFs of one page with a text layer, no two alike."""
        return [self._write(seed) for seed, _ in zip(self._seeds, range(count), strict=False)]

    def process(self, documents: list[Path]) -> int:
        """Upload documents and wait until each is completed."""
        began = time.time()
        with ThreadPoolExecutor(UPLOADERS) as pool:
            list(pool.map(self._upload, documents))
        # A look costs the engine time, too, and the more the more there are: few of them.
        pause = 0.5 + len(documents) / 500
        wait_for(lambda: self._completed(began) >= len(documents), "documents", pause=pause)
        return len(documents)

    def _write(self, seed: int) -> Path:
        path = self._folder / f"{seed}.pdf"
        write_statement(path, draw_sale(Random(seed)))
        return path

    def _upload(self, path: Path) -> None:
        self._s3.put_object(Bucket=self._pipeline.bucket, Key=f"incoming/{path.name}", Body=path.read_bytes())

    def _completed(self, since: float) -> int:
        return sum(page["Count"] for page in self._pages(since))

    def _pages(self, since: float) -> Iterator[Any]:
        yield from self._dynamodb.get_paginator("query").paginate(
            TableName=self._pipeline.results_table,
            IndexName=INDEX,
            KeyConditionExpression="#status = :completed AND #time >= :since",
            ExpressionAttributeNames={"#status": "status", "#time": "timestamp"},
            ExpressionAttributeValues={":completed": {"S": "COMPLETED"}, ":since": {"N": str(int(since * 1000))}},
            Select="COUNT",
        )
