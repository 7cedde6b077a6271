"""What LocalStack sets going in several threads at one moment gets a turn each, in the order of its causes.

A topic's subscribers are served in the order of their subscriptions, a rule's targets in that in which they were put, a
machine's branches in that of the definition, items in that of the input.
"""

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.turns import take_turn


def _notices_have_turns(module: ModuleType) -> None:
    replace(module.PublishDispatcher, "_submit_notification", _in_turn)


def _notifications_have_turns(module: ModuleType) -> None:
    replace(module.NotificationDispatcher, "_submit_notification", _in_turn)


def _branches_have_turns(module: ModuleType) -> None:
    replace(module.BranchWorker, "start", _in_turn)


def _executions_have_turns(module: ModuleType) -> None:
    replace(module.ExecutionWorker, "start", _known_at_once)


def _items_have_turns(module: ModuleType) -> None:
    def launch(self: Any, env: Any, eval_input: Any, job_pool: Any) -> Any:
        worker = self._create_worker(env=env, eval_input=eval_input, job_pool=job_pool)
        thread = module.threading.Thread(target=worker.eval, daemon=True)
        module.TMP_THREADS.append(thread)
        take_turn(thread.start)
        return worker

    replace(module.InlineIterationComponent, "_launch_worker", lambda _original: launch)


def _in_turn(original: Callable[..., object]) -> Callable[..., None]:
    def later(self: Any, *args: Any, **kwargs: Any) -> None:
        take_turn(partial(original, self, *args, **kwargs))

    return later


def _known_at_once(original: Callable[..., None]) -> Callable[..., None]:
    """Who has started an execution may ask for it, or stop it, before its turn has come."""

    def start(self: Any) -> None:
        self.env = self._get_evaluation_environment()
        self._get_evaluation_environment = lambda: self.env
        take_turn(partial(original, self))

    return start


MACHINES = "localstack.services.stepfunctions"
STATES = f"{MACHINES}.asl.component.state.state_execution"

PATCHES = (
    Patch("notices-have-turns", "localstack.services.sns.publisher", _notices_have_turns),
    Patch("notifications-have-turns", "localstack.services.s3.notifications", _notifications_have_turns),
    Patch("executions-have-turns", f"{MACHINES}.backend.execution_worker", _executions_have_turns),
    Patch("branches-have-turns", f"{STATES}.state_parallel.branch_worker", _branches_have_turns),
    Patch("items-have-turns", f"{STATES}.state_map.iteration.inline_iteration_component", _items_have_turns),
)
