"""How fakes reach other services: with the engine's own clients, acting for an account."""

from typing import Any, Protocol, TypeAlias

from localstack.aws.connect import connect_to

from fakes.common.owner import Owner

# A boto3 client; its types are no run-time dependency.
Client: TypeAlias = Any


class Clients(Protocol):
    """Makes clients."""

    def __call__(self, service: str, owner: Owner) -> Client:
        """Make a boto3 client of a service that acts for an owner."""


def engine_clients(principal: str) -> Clients:
    """Make clients that stay inside the engine: no network, and no endpoint to know.

    Args:
        principal: name of the service that calls, as the recorder shows it, e.g. `textract`.
    """

    def client(service: str, owner: Owner) -> Client:
        clients = connect_to(aws_access_key_id=owner.account, region_name=owner.region)
        return getattr(clients, service).request_metadata(service_principal=principal)

    return client
