"""What breaks under the system's feet."""

from harness import control
from harness.scenario.world import World, WorldError


def kill_worker(world: World, function: str) -> int:
    """Kill the processes in which a function runs, with SIGKILL; returns how many were in the middle of an event.

    Their callers see `Runtime.ExitError`; the next event starts a new process.

    Args:
        world: the scenario's.
        function: its name, or the stack's output with it.

    Raises:
        UsageError: only a local engine can do this.
        ControlError: the engine doesn't answer.
    """
    name = world.outputs.get(function, function)
    path = f"functions/{world.clients.account}/{name}/workers"
    return int(control.delete(world.endpoint, path)["busy"])


def restart_engine(world: World) -> None:
    """Not emulated: an engine's state ends with its process, so there is nothing to go on with after a restart.

    Args:
        world: the scenario's.

    Raises:
        WorldError: always.
    """
    raise WorldError(
        "Restarting the engine isn't emulated: LocalStack's open core keeps no state.",
        hint="`kill_worker` kills functions in the middle of their work; see docs/fidelity.md.",
    )
