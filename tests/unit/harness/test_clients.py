"""Clients of many accounts share what AWS has written about its services, and nothing else."""

from harness.clients import Clients

ENDPOINT = "http://127.0.0.1:4566"


def test_models_of_services_are_read_once_for_all_accounts() -> None:
    one, other = (Clients(ENDPOINT, account, "us-east-1").client("sqs") for account in ("1" * 12, "2" * 12))

    assert one.meta.service_model.metadata is other.meta.service_model.metadata


def test_each_account_signs_with_its_own_key() -> None:
    clients = [Clients(ENDPOINT, account, "eu-west-1").client("sqs") for account in ("1" * 12, "2" * 12)]

    assert [client._get_credentials().access_key for client in clients] == ["1" * 12, "2" * 12]
    assert {client.meta.region_name for client in clients} == {"eu-west-1"}
