"""The systems of the platform, as files. The harness packages them and never imports them."""

from dataclasses import dataclass
from pathlib import Path

from harness.errors import UsageError

SHARED_LIBRARY = "lambda_kit"


@dataclass(frozen=True)
class System:
    """One deployable unit.

    Attributes:
        name: its folder under `platform/`, e.g. `textract_processor`.
        platform: the folder `platform/` itself.
    """

    name: str
    platform: Path

    @property
    def template(self) -> Path:
        """Its CloudFormation template."""
        return self.platform / self.name / "template.yaml"

    @property
    def requirements(self) -> Path:
        """The libraries that its zip carries, a name a line; need not exist."""
        return self.platform / self.name / "requirements.txt"

    @property
    def source_folders(self) -> tuple[Path, ...]:
        """The packages that go into its zip: the shared library and its own."""
        return (self.platform / SHARED_LIBRARY, self.platform / self.name)

    def stack_name(self, stage: str) -> str:
        """Name of its CloudFormation stack, e.g. `textract-processor-local`."""
        return f"{self.name.replace('_', '-')}-{stage}"


def all_systems(project: Path) -> list[System]:
    """Every folder under `platform/` that holds a template, by name."""
    platform = project / "platform"
    return [System(path.parent.name, platform) for path in sorted(platform.glob("*/template.yaml"))]


def choose_systems(project: Path, names: list[str]) -> list[System]:
    """The named systems, or all of them when no name is given.

    Raises:
        UsageError: there is no such system.
    """
    systems = {system.name: system for system in all_systems(project)}
    if not systems:
        raise UsageError(f"There is no system under {project / 'platform'}.", hint="Run the command in the checkout.")
    unknown = [name for name in names if name not in systems]
    if unknown:
        raise UsageError(f"There is no system {unknown[0]!r}.", hint=f"Systems: {', '.join(systems)}.")
    return [systems[name] for name in names] if names else list(systems.values())
