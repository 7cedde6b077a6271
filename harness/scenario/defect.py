"""A flaw put into the platform's source on purpose, to see that a scenario finds it."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from harness.deploy.system import System
from harness.errors import UsageError
from harness.scenario.folders import DEFECTS as FOLDER
from harness.scenario.folders import SCENARIOS


class Defect(BaseModel):
    """A change to one file.

    Attributes:
        file: path below `platform/`.
        find: text that is there exactly once.
        replace: text that comes in its place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    find: str
    replace: str


DEFECTS: Final = TypeAdapter(tuple[Defect, ...])


def load_defects(project: Path, system: str, name: str) -> tuple[Defect, ...]:
    """The changes of a named defect: a YAML list of what `Defect` says.

    Args:
        project: root of the checkout.
        system: whose source is changed.
        name: of the file under `scenarios/<system>/defects/`, without suffix.

    Raises:
        UsageError: there is no such file, or it doesn't hold that.
    """
    file = project / SCENARIOS / system / FOLDER / f"{name}.yaml"
    try:
        return DEFECTS.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise UsageError(f"The defect {name!r} can't be used: {error}") from error


def with_defects(system: System, defects: Sequence[Defect], folder: Path) -> System:
    """A copy of a system's source with the defects in it; without any the system itself.

    Args:
        folder: where the copy goes; must not exist yet.

    Raises:
        UsageError: a defect's text isn't there exactly once: the source has changed since it was written.
    """
    if not defects:
        return system
    shutil.copytree(system.platform, folder, ignore=shutil.ignore_patterns("__pycache__", "build"))
    for defect in defects:
        _apply(defect, folder)
    return System(system.name, folder)


def _apply(defect: Defect, platform: Path) -> None:
    file = platform / defect.file
    source = file.read_text() if file.is_file() else ""
    if source.count(defect.find) != 1:
        raise UsageError(
            f"{defect.file} has {source.count(defect.find)} places that say {defect.find!r}; a defect needs one."
        )
    file.write_text(source.replace(defect.find, defect.replace))
