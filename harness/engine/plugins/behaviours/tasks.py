"""Tasks of state machines that fail, take longer, or hang.

Patches `localstack.services.stepfunctions`: the tasks of all service integrations at one place, and those that name a
function by its ARN at another. A behaviour takes effect when the task has been scheduled, instead of its work.
"""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from fakes.behaviours.board import BOARD, Order
from fakes.behaviours.effects import Delay, Effect, Error, Hang
from fakes.behaviours.moment import Moment, Point
from harness.engine.plugins.patching import Patch, PatchError, replace

ABLE: tuple[type[Effect], ...] = (Delay, Error, Hang)
TASKS = "localstack.services.stepfunctions.asl.component.state.state_execution.state_task"


def patch_services(module: ModuleType) -> None:
    """Wrap what happens before a service integration does its work."""
    replace(module.StateTaskService, "_before_eval_execution", _before_service)


def _before_service(original: Callable[..., None]) -> Callable[..., None]:
    def before(self: Any, env: Any, *args: Any, **kwargs: Any) -> None:
        original(self, env, *args, **kwargs)
        parameters = kwargs.get("raw_parameters") or {}
        function = parameters.get("FunctionName", "") if isinstance(parameters, dict) else ""
        _consult(env, (self.resource.resource_arn, str(function)), "taskFailedEventDetails", "TaskFailed")

    return before


def patch_functions(module: ModuleType) -> None:
    """Wrap the invocation in the one module that invokes functions by their ARN."""
    replace(module, "lambda_eval_utils", _before_function)


def _before_function(utils: Any) -> Any:
    """The module's own view of these utilities: others use them too."""
    if not hasattr(utils, "execute_lambda_function_integration"):
        raise PatchError("lambda_eval_utils has no 'execute_lambda_function_integration'")

    def execute(env: Any, parameters: dict[str, Any], **others: Any) -> None:
        names = (str(parameters["FunctionName"]),)
        _consult(env, names, "lambdaFunctionFailedEventDetails", "LambdaFunctionFailed")
        utils.execute_lambda_function_integration(env=env, parameters=parameters, **others)

    return SimpleNamespace(**{**vars(utils), "execute_lambda_function_integration": execute})


def _consult(env: Any, names: tuple[str, ...], details: str, event: str) -> None:
    """Ask the board about a task.

    Raises:
        FailureEventException: the task is to fail, or its state ended while it waited.
    """
    order = BOARD.decide(_moment(env, names), ABLE)
    match order:
        case Order(effect=Error(code=code, message=message)):
            raise _failure(env, code, message, details, event)
        case Order(effect=Delay(seconds=seconds)):
            order.wait(seconds)
            if not env.is_running():  # timed out meanwhile: its work must not be done behind everybody's back
                raise _failure(env, "States.Timeout", "", details, event)
        case Order(effect=Hang(seconds=seconds)):
            order.wait(seconds)
            raise _failure(env, "States.TaskFailed", "The task never answered.", details, event)


def _moment(env: Any, names: tuple[str, ...]) -> Moment:
    context, execution = env.states.context_object.context_object_data, env.aws_execution_details
    machine, state = context["StateMachine"], context["State"]["Name"]
    resources = (state, machine["Name"], machine["Id"], *names, *(name.rpartition(":")[2] for name in names))
    return Moment(Point.WORK, "stepfunctions", "Task", execution.account, execution.region, resources)


def _failure(env: Any, code: str, cause: str, details: str, event: str) -> Exception:
    from localstack.services.stepfunctions.asl.component.common.error_name import (
        custom_error_name,
        failure_event,
        states_error_name,
    )

    of_states = code.startswith(custom_error_name.ILLEGAL_CUSTOM_ERROR_PREFIX)
    make = states_error_name.StatesErrorName.from_name if of_states else custom_error_name.CustomErrorName
    failed = failure_event.FailureEvent(
        env=env, error_name=make(code), event_type=event, event_details={details: {"error": code, "cause": cause}}
    )
    exception: Exception = failure_event.FailureEventException(failure_event=failed)
    return exception


SERVICES = Patch("tasks-misbehave", f"{TASKS}.service.state_task_service", patch_services)
FUNCTIONS = Patch("function-tasks-misbehave", f"{TASKS}.state_task_lambda", patch_functions)
