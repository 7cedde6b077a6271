"""Clients that never try twice, since retries would hide what the engine answers."""

from typing import Any

import boto3
from botocore.config import Config

from harness.pytest_plugin import EngineUnderTest
from harness.settings import LOCAL_SECRET

ONE_TRY = Config(retries={"total_max_attempts": 1}, read_timeout=30)


class Impatient:
    """Clients of one account."""

    def __init__(self, engine: EngineUnderTest, account: str) -> None:
        self._engine = engine
        self._session = boto3.Session(account, LOCAL_SECRET, region_name=engine.region)

    def client(self, service: str, **config: Any) -> Any:
        """A client, e.g. with `read_timeout=1`."""
        merged = ONE_TRY.merge(Config(**config))
        return self._session.client(service, endpoint_url=self._engine.endpoint, config=merged)  # type: ignore[call-overload]
