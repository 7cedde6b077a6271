"""What the system answered."""

from typing import Any

import jmespath

from harness.scenario.world import World, WorldError


def answer_of(world: World, name: str = "answer", path: str = "@") -> Any:
    """A part of what `call_api` or `invoke` was answered; null where there is no such part.

    Args:
        world: the scenario's.
        name: as that step has named it.
        path: JMESPath, e.g. `status` or `body.jobs[0].id`; left out, all of it.

    Raises:
        WorldError: no step has named an answer so.
    """
    if name not in world.answers:
        raise WorldError(f"There is no answer {name!r}.", hint=f"There is: {', '.join(world.answers) or 'none'}.")
    return jmespath.search(path, world.answers[name])
