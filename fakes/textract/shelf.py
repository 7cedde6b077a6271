"""Keeps the blocks of finished jobs for as long as the engine runs, whatever becomes of the cache."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory


class Shelf:
    """A folder of its own with one file per job."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="textract-results-", ignore_cleanup_errors=True)

    def keep(self, job_id: str, blocks: Path) -> Path:
        """Keep a file of blocks; on the cache's own disk that takes no space.

        Returns:
            Where it is now.
        """
        place = Path(self._folder.name) / job_id
        try:
            os.link(blocks, place)
        except OSError:
            shutil.copyfile(blocks, place)
        return place

    def close(self) -> None:
        """Throw everything away."""
        self._folder.cleanup()
