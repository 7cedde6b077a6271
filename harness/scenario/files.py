"""Finding scenario files by path, name or tag."""

from collections.abc import Sequence
from pathlib import Path

from harness.errors import UsageError
from harness.scenario.folders import SCENARIOS, is_scenario
from harness.scenario.loader import load_head


def all_files(project: Path) -> list[Path]:
    """Every scenario of a checkout, by name."""
    return sorted(file for file in (project / SCENARIOS).rglob("*.yaml") if is_scenario(file))


def choose_files(project: Path, wanted: Sequence[str]) -> list[Path]:
    """The files that are wanted, each once, in the order of the wishes; all of them when nothing is wanted.

    Args:
        project: root of the checkout.
        wanted: paths of files or folders, names of files without suffix, or tags.

    Raises:
        UsageError: nothing is meant by one of them.
        ScenarioFaultsError: a file that was looked at for a tag has no head.
    """
    files = [file for wish in wanted for file in _meant(project, wish)] if wanted else all_files(project)
    if not files:
        raise UsageError(f"There are no scenarios under {project / SCENARIOS}.")
    return list(dict.fromkeys(files))


def _meant(project: Path, wish: str) -> list[Path]:
    path = Path(wish)
    if path.is_file():
        return [path.resolve()]
    if path.is_dir():
        return [file.resolve() for file in sorted(path.rglob("*.yaml")) if is_scenario(file)]
    meant = [file for file in all_files(project) if file.stem == wish or wish in load_head(file).tags]
    if not meant:
        tags = sorted({tag for file in all_files(project) for tag in load_head(file).tags})
        raise UsageError(f"{wish!r} is no file, folder, name or tag.", hint=f"Tags: {', '.join(tags)}.")
    return meant
