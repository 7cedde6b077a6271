"""Modules that LocalStack imports and hardly ever uses are imported when they are used.

A fifth of all that is imported until a first stack can be deployed serves transforms, EC2's availability zones and the
validation of LocalStack's own routes.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.machinery import PathFinder
from threading import RLock
from types import ModuleType
from typing import Any, Final

DEFERRED: Final = {
    "localstack.aws.api.ec2": frozenset({"AvailabilityZoneList", "DescribeAvailabilityZonesResult"}),
    # With it comes moto's API Gateway, and with that the validation of OpenAPI.
    "localstack.services.apigateway.legacy.helpers": frozenset({"extract_query_string_params"}),
    "openapi_core": frozenset({"OpenAPI"}),
    "openapi_core.contrib.werkzeug": frozenset({"WerkzeugOpenAPIRequest", "WerkzeugOpenAPIResponse"}),
    "openapi_core.exceptions": frozenset({"OpenAPIError"}),
    "openapi_core.validation.request.exceptions": frozenset({"RequestValidationError"}),
    "openapi_core.validation.response.exceptions": frozenset({"ResponseValidationError"}),
    "samtranslator.translator.managed_policy_translator": frozenset({"ManagedPolicyLoader"}),
    "samtranslator.translator.transform": frozenset({"transform"}),
}
"""Modules, and of each the names that LocalStack takes from it and only calls, or only writes into annotations."""


class Deferred(ModuleType):
    """Stands where a module will be.

    Args:
        name: of the module.
        deferred: what can be taken from it without importing it. Whatever else is asked for imports it.
    """

    def __init__(self, name: str, deferred: frozenset[str]) -> None:
        super().__init__(name, "Not imported yet.")
        self._deferred = deferred
        self._module: ModuleType | None = None
        self._lock = RLock()
        found = None if "." in name else PathFinder.find_spec(name)
        if found and found.submodule_search_locations:
            self.__path__ = list(found.submodule_search_locations)  # its modules can be imported without it

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # somebody looks through all modules
            raise AttributeError(name)
        if self._module is None and name in self._deferred:
            return self._later(name)
        return getattr(self._imported(), name)

    def _later(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(self._imported(), name)(*args, **kwargs)

        return call

    def _imported(self) -> ModuleType:
        with self._lock:
            if self._module is None:
                if sys.modules.get(self.__name__) is self:
                    del sys.modules[self.__name__]
                self._module = import_module(self.__name__)
            return self._module


def install(modules: Mapping[str, frozenset[str]] = DEFERRED) -> None:
    """Put stand-ins where modules haven't been imported yet."""
    for name, deferred in modules.items():
        sys.modules.setdefault(name, Deferred(name, deferred))
