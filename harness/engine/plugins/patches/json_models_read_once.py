"""botocore's JSON models are parsed once in the engine, not once for each of its sessions.

Patches `botocore.loaders`. LocalStack makes a session for each kind of client and for each service's list of regions,
and each parsed its own 1 MB of `endpoints.json` and its own service models: a third of the time of a first deploy.
"""

from functools import cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Share what is parsed. A loader merges extras into a model, which gives the same model each time."""

    def remembering(load_file: Any) -> Any:
        parse = cache(lambda path: load_file(module.JSONFileLoader(), path))
        return lambda _self, path: parse(path)

    replace(module.JSONFileLoader, "load_file", remembering)


PATCH = Patch("json-models-read-once", "botocore.loaders", apply)
