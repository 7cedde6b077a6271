"""Templates in YAML are parsed by libyaml, in a tenth of the time.

Patches `localstack.services.cloudformation.engine.yaml_parser`, which has PyYAML do it in Python.
"""

from types import ModuleType
from typing import Any

import yaml

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Exchange the loader, if PyYAML was built with libyaml."""
    replace(module, "customloader", lambda original: _fast(original) if yaml.__with_libyaml__ else original)


def _fast(original: Any) -> Any:
    """LocalStack's loader: the same constructors on another base."""
    constructors = ("yaml_constructors", "yaml_multi_constructors")
    return type("FastLoader", (yaml.CSafeLoader,), {name: dict(getattr(original, name)) for name in constructors})


PATCH = Patch("templates-parsed-in-c", "localstack.services.cloudformation.engine.yaml_parser", apply)
