"""A burst of invocations is served by few warm environments, not by one cold start each.

Patches `localstack.services.lambda_.invocation.assignment`. As shipped, an invocation that finds no free environment
starts one at once, however many are starting already.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from types import ModuleType
from typing import Any

from harness.engine.plugins.lambda_runtime.idleness import Idleness
from harness.engine.plugins.lambda_runtime.waiting_room import WaitingRoom
from harness.engine.plugins.patching import Patch, replace
from harness.settings import EngineProcessSettings

LOG = logging.getLogger(__name__)


def _is_idle() -> Callable[[], bool]:
    # In virtual time a wait ends only when nobody is at work.
    return Idleness() if EngineProcessSettings.from_environment().clock == "real" else lambda: True


ROOM = WaitingRoom(_is_idle())

Lend = Callable[[Any, str, Any, str], AbstractContextManager[Any]]


def apply(module: ModuleType) -> None:
    """Lend on-demand environments through the waiting room; provisioned ones are there before they are needed."""
    replace(module.AssignmentService, "get_environment", lambda original: _lending(original, module))


def _lending(original: Lend, module: ModuleType) -> Lend:
    def get_environment(self: Any, manager_id: str, version: Any, kind: str) -> AbstractContextManager[Any]:
        if kind != "on-demand":
            return original(self, manager_id, version, kind)
        return _lend(self, manager_id, version, module.InvalidStatusException)

    return get_environment


@contextmanager
def _lend(service: Any, manager_id: str, version: Any, invalid: type[Exception]) -> Iterator[Any]:
    environment = ROOM.obtain(
        manager_id,
        find=lambda: _reserve_free(service, manager_id, invalid),
        count=lambda: len(service.environments[manager_id]),
        start=lambda: _start(service, manager_id, version),
    )
    try:
        yield environment
        with suppress(invalid):  # it was stopped meanwhile
            environment.release()
    except Exception as error:
        LOG.error("Failed invocation <%s>: %s", type(error), error)
        service.stop_environment(environment)
        raise
    finally:
        ROOM.tell_of_free(manager_id)


def _reserve_free(service: Any, manager_id: str, invalid: type[Exception]) -> Any:
    for environment in list(service.environments[manager_id].values()):
        if environment.initialization_type == "on-demand":
            with suppress(invalid):
                environment.reserve()
                return environment
    return None


def _start(service: Any, manager_id: str, version: Any) -> Any:
    environment = service.start_environment(manager_id, version)
    environment.reserve()
    service.environments[manager_id][environment.id] = environment
    return environment


PATCH = Patch("environments-start-in-turn", "localstack.services.lambda_.invocation.assignment", apply)
