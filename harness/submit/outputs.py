"""Reading the files that the pipeline wrote."""

from typing import Final

from harness.clients import Clients
from harness.errors import SubmitError
from harness.submit.aws_errors import explained

V1, V2, RAW = "v1Schema", "v2Dynamic", "textractRaw"
NAMES: Final = (V1, V2, RAW, "schemaExtensions", "v2Summary")
"""The five outputs as the tracking record names them."""

SCHEME: Final = "s3://"


class OutputStore:
    """Fetches outputs by their `s3://` address."""

    def __init__(self, clients: Clients) -> None:
        self._s3 = clients.client("s3")

    def read(self, address: str) -> bytes:
        """The content of one output.

        Raises:
            SubmitError: the address is none of S3's, or there is nothing.
        """
        bucket, slash, key = address.removeprefix(SCHEME).partition("/")
        if not address.startswith(SCHEME) or not slash:
            raise SubmitError(f"{address!r} isn't an S3 address.")
        with explained(f"read {address}"):
            content: bytes = self._s3.get_object(Bucket=bucket, Key=key)["Body"].read()
            return content
