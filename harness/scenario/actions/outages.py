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

    What a restart would show can be rehearsed by its parts: `kill_worker` for work that is cut off, and `misbehave`
    with `reset`, `hang` or `error` for services that are away for a while.

    Args:
        world: the scenario's.

    Raises:
        WorldError: always.
    """
    raise WorldError(
        "Restarting the engine isn't emulated: LocalStack's open core keeps no state.",
        hint="Use `kill_worker` for work that is cut off, and `misbehave` with `reset`, `hang` or `error` for services "
        "that are away for a while; see docs/decisions/0031-an-engine-is-not-restarted.md.",
    )
