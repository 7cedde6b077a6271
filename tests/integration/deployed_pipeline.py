"""The pipeline of textract_processor in a test's own account, as those see it who put documents in."""

from collections.abc import Callable
from pathlib import Path

from harness.clients import Clients
from harness.deploy.deployment import deploy_system
from harness.deploy.system import choose_systems
from harness.settings import Settings
from harness.submit.pipeline import SYSTEM, find_pipeline
from harness.submit.tracking import TrackingTable


class DeployedPipeline:
    """Deploys the pipeline.

    Args:
        clients: of the account into which it goes.
        home: where the package is built.
    """

    def __init__(self, clients: Clients, home: Path) -> None:
        settings = Settings.from_environment({"REHEARSE_HOME": str(home)})
        (system,) = choose_systems(settings.project, [SYSTEM])
        deploy_system(system, clients, settings, lambda _line: None)
        self._pipeline = find_pipeline(clients, settings)
        self._s3 = clients.client("s3")
        self._records = TrackingTable(clients, self._pipeline.tracking_table)

    def put(self, document: Path, key: str) -> str:
        """Put a document in; returns its S3 key."""
        kind = {".pdf": "application/pdf", ".tif": "image/tiff"}[document.suffix]
        key = f"incoming/{key}{document.suffix}"
        self._s3.put_object(Bucket=self._pipeline.bucket, Key=key, Body=document.read_bytes(), ContentType=kind)
        return key

    def statuses(self, key: str) -> list[str]:
        """The status of every run of a document."""
        return [record.status.value for record in self._records.records_of(key)]

    def reaches(self, key: str, status: str) -> Callable[[], bool]:
        """Whether a run of a document has come to a status."""
        return lambda: status in self.statuses(key)
