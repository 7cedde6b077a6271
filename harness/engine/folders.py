"""Where an engine keeps its things."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class EngineFolders:
    """The folder of one engine. Nothing that the engine writes is outside of it."""

    root: Path

    @property
    def record(self) -> Path:
        """File that says which process the engine is."""
        return self.root / "engine.json"

    @property
    def log(self) -> Path:
        """The engine's own log."""
        return self.root / "engine.log"

    @property
    def lock(self) -> Path:
        """Lock file that keeps two `rehearse up` from starting two engines."""
        return self.root / "engine.lock"

    @property
    def temporary(self) -> Path:
        """Temporary files of the engine and of Lambda environments."""
        return self.root / "tmp"

    @property
    def cache(self) -> Path:
        """Results worth keeping over restarts, such as what was read from a document."""
        return self.root / "cache"

    def create(self) -> None:
        """Make the folder, and empty what must not survive a restart."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.forget_state()
        self.temporary.mkdir()

    def forget_state(self) -> None:
        """Remove every resource's data; log and caches stay."""
        for name in ("filesystem", "volume", "tmp"):
            shutil.rmtree(self.root / name, ignore_errors=True)
