"""AWS clients for one account of an engine."""

from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import Loader, create_loader

from harness.settings import LOCAL_SECRET

RETRIES = Config(retries={"mode": "standard", "max_attempts": 5})


class Clients:
    """Makes boto3 clients and keeps one of each.

    Args:
        endpoint: URL of the engine; None for AWS itself, with the user's own credentials.
        account: 12-digit account. In a local engine it is the access key id, and each is a world of its own.
        region: AWS region.
    """

    def __init__(self, endpoint: str | None, account: str, region: str) -> None:
        self.endpoint = endpoint
        self.account = account
        self.region = region
        # boto3's stubs have an overload for each of 400 services; here the service is data.
        # Without a key of ours, i.e. for AWS, the SDK finds the user's own credentials.
        key, secret = (None, None) if endpoint is None else (account, LOCAL_SECRET)
        self._session: Any = boto3.Session(
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            region_name=region,
            botocore_session=_session_with_shared_models(),
        )
        self._clients: dict[str, Any] = {}

    def client(self, service: str, config: Config = RETRIES) -> Any:
        """The client of a service, e.g. `s3`; the configuration is that of who asks first."""
        if service not in self._clients:
            self._clients[service] = self._session.client(service, endpoint_url=self.endpoint, config=config)
        return self._clients[service]


def _session_with_shared_models() -> Any:
    session: Any = botocore.session.get_session()
    session.register_component("data_loader", _models())
    return session


@cache
def _models() -> Loader:
    """AWS's models of services, parsed once: every account has clients of its own, and a model has up to 1 MB."""
    return create_loader()
