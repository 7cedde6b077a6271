import pytest

from harness.errors import UsageError
from harness.load.plan import require_loopback


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:4566", "http://localhost:4566", "http://[::1]:4566"])
def test_load_goes_to_this_machine(endpoint: str) -> None:
    require_loopback(endpoint)


@pytest.mark.parametrize(
    "endpoint", ["https://s3.amazonaws.com", "http://10.0.0.7:4566", "", "http://127.0.0.1.evil.org"]
)
def test_load_goes_nowhere_else(endpoint: str) -> None:
    with pytest.raises(UsageError, match="this machine only"):
        require_loopback(endpoint)
