"""Users and shapes of load tests: `locust`, or, with limits and a verdict, `rehearse load run` (docs/guide/load.md)."""

from functools import cached_property
from typing import Any

from botocore.config import Config
from locust import LoadTestShape

from harness.load.generator import shape
from harness.load.generator.sender import Arrival
from harness.load.generator.setup import install
from harness.load.generator.users import ArrivalUser

install()


class TextractProcessorUser(ArrivalUser):
    """Recorders' offices that scan deeds: each arrival puts a document into the pipeline's bucket."""

    system = "textract_processor"

    def arrive(self, arrival: Arrival) -> None:
        """Upload a document, once: what a retry would hide is what a load test is for."""
        upload = self.sender.documents.upload(arrival.index)
        error = self.request("S3", "PutObject", arrival, lambda: self.s3.put_object(**upload.parameters))
        self.sender.delivered(upload.delivery(arrival.scheduled, error))

    @cached_property
    def s3(self) -> Any:
        """S3, with room for as many uploads at once as the load brings."""
        config = Config(max_pool_connections=1000, retries={"total_max_attempts": 1})
        return self.sender.plan.clients.client("s3", config)


class ProfileShape(LoadTestShape):
    """The profile's phases; the users themselves know when each arrival is due."""

    def tick(self) -> Any:
        """One user for each worker, until every document has come to its end."""
        return shape.tick(self.runner)
