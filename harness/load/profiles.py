"""Finding profiles: ours, and those of files that users write."""

from collections.abc import Mapping
from importlib.resources import files
from math import inf
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from harness.errors import UsageError
from harness.load.profile import Profile

MOST_ARRIVALS: Final = 10_000_000
"""Of a load that is planned as a whole before it begins: two weeks at eight a second."""

HINT: Final = "`rehearse load list` shows the profiles; FILE.yaml:NAME names one of a file."


def built_in() -> dict[str, Profile]:
    """The profiles that come with the harness, by name."""
    text = files("harness.load").joinpath("profiles.yaml").read_text(encoding="utf-8")
    return _parse(yaml.safe_load(text), "profiles.yaml")


def read_profiles(path: Path) -> dict[str, Profile]:
    """The profiles of a file, by name.

    Raises:
        UsageError: it can't be read, or a profile makes no sense; the details name the field.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Can't read {path}: {error}.") from error
    except yaml.YAMLError as error:
        raise UsageError(f"{path} isn't YAML.", details=str(error).splitlines()) from error
    return _parse(content, str(path))


def find_profile(wanted: str, scale: float = 1.0, seconds: float | None = None) -> tuple[str, Profile]:
    """Name and profile of `NAME`, `FILE.yaml:NAME`, or `FILE.yaml` that holds a single one.

    Args:
        wanted: which.
        scale: what its arrivals are multiplied by, with the limits that go with them.
        seconds: for how long arrivals come; None for as long as it says.

    Raises:
        UsageError: there is no such profile, or nobody could send it at this scale or so long.
    """
    path, colon, name = wanted.rpartition(":")
    if not colon and wanted.endswith((".yaml", ".yml")):
        path, name = wanted, ""
    known = read_profiles(Path(path)) if path else built_in()
    if not name and len(known) == 1:
        (name,) = known
    if name not in known:
        raise UsageError(f"There is no profile {name or wanted!r}; there are {', '.join(known)}.", hint=HINT)
    return name, _scaled(_lasting(known[name], seconds), scale)


def _lasting(profile: Profile, seconds: float | None) -> Profile:
    if seconds is None:
        return profile
    if not 0 < seconds < inf:
        raise UsageError(f"No load lasts {seconds:g} seconds.", hint="Choose a number above 0.")
    if not profile.seconds:
        raise UsageError("All of this load comes at once; it can't last longer.", hint="Leave out the seconds.")
    return profile.lasting(seconds)


def _scaled(profile: Profile, scale: float) -> Profile:
    if not 0 < scale < inf:
        raise UsageError(f"No load is {scale:g} times another.", hint="Choose a scale above 0.")
    scaled = profile.scaled(scale)
    if not 1 <= scaled.expected_arrivals <= MOST_ARRIVALS:
        raise UsageError(
            f"That would be {scaled.expected_arrivals:,} arrivals, and a load has 1 to {MOST_ARRIVALS:,}.",
            hint=f"Choose a {'larger' if scaled.expected_arrivals < 1 else 'smaller'} scale.",
        )
    return scaled


def _parse(content: Any, where: str) -> dict[str, Profile]:
    if not isinstance(content, Mapping) or not content:
        raise UsageError(f"{where} holds no profiles by name.", hint=HINT)
    return {str(name): _profile(said, f"{where}, profile {name}") for name, said in content.items()}


def _profile(said: Any, where: str) -> Profile:
    try:
        return Profile.model_validate(said)
    except ValidationError as error:
        details = [f"{'.'.join(map(str, item['loc'])) or 'profile'}: {item['msg']}" for item in error.errors()]
        raise UsageError(f"{where} makes no sense.", hint="See harness/load/profile.py.", details=details) from error
