import pytest
from pytest_socket import disable_socket


@pytest.fixture(autouse=True)
def no_network() -> None:
    """Unit tests speak to nobody; socket pairs inside one process are fine."""
    disable_socket(allow_unix_socket=True)
