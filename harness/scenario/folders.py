"""Where scenarios lie, and what lies beside them."""

from pathlib import Path
from typing import Final

SCENARIOS: Final = "scenarios"
"""Folder of a checkout with a folder for each system."""

DEFECTS: Final = "defects"
"""Folder beside a system's scenarios with flaws that scenarios deploy."""


def is_scenario(file: Path) -> bool:
    """Whether a file below `SCENARIOS` is a scenario, by its name and place."""
    return file.suffix == ".yaml" and file.parent.name != DEFECTS
