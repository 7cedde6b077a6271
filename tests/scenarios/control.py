"""The negative control of a scenario: a flaw that it must find, and say what is wrong."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from harness.scenario.defect import Defect

FOLDER = Path(__file__).parent / "controls"


class Control(BaseModel):
    """One control.

    Attributes:
        scenario: name of the file that must fail.
        parameters: with which it is run; how long it waits for what can't come true is a matter of taste.
        defects: the flaws in the platform.
        explained_by: texts that must stand in what is said about the failure.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str
    parameters: dict[str, str | int | float | bool] = {}
    defects: tuple[Defect, ...]
    explained_by: tuple[str, ...]


def all_controls() -> dict[str, Control]:
    """Every control by its name."""
    return {file.stem: Control.model_validate(yaml.safe_load(file.read_text())) for file in sorted(FOLDER.iterdir())}
