"""Fetching the outputs of a run."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from harness.errors import UsageError
from harness.submit.outputs import OutputStore


def download(outputs: Mapping[str, str], folder: Path, store: OutputStore) -> list[Path]:
    """Write each output into `folder` under the name that it has in the bucket.

    Args:
        outputs: `s3://` address by name.

    Raises:
        UsageError: the folder can't be written.
        SubmitError: an output can't be read.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for address in outputs.values():
            path = folder / PurePosixPath(address).name
            path.write_bytes(store.read(address))
            paths.append(path)
    except OSError as error:
        raise UsageError(f"Can't write to {folder}: {error.strerror}.") from error
    return paths
