"""Bringing a system into the scenario's account."""

from uuid import uuid4

from harness.deploy.deployment import deploy_system
from harness.scenario.defect import load_defects, with_defects
from harness.scenario.listeners import listen
from harness.scenario.world import World


def deploy(
    world: World,
    parameters: dict[str, str] | None = None,
    defect: str | None = None,
    listen_to: dict[str, str] | None = None,
) -> dict[str, str]:
    """Deploy the system under rehearsal; returns the stack's outputs.

    In virtual time it takes until the next full minute.

    With a defect its source has a flaw; deploying once more without it deploys the fix.

    Args:
        world: the scenario's.
        parameters: template parameters by name, e.g. `{UploadRetryAttempts: "1"}`.
        defect: name of a file in `defects/` beside the system's scenarios, without suffix.
        listen_to: names of topics that the scenario brings along and listens to, by the template parameter that takes
            the ARN, e.g. `{CompletionNoticeTopicArn: notices}`.

    Raises:
        DeployError: it can't be packaged, or a resource failed.
        UsageError: the template has no such parameter, or there is no such defect, or it doesn't fit the source.
    """
    flaws = world.defects + (load_defects(world.settings.project, world.system, defect) if defect else ())
    system = with_defects(world.deployable, flaws, world.folder / f"platform-{uuid4().hex[:8]}")
    topics = {parameter: listen(world, name).topic_arn for parameter, name in (listen_to or {}).items()}
    deployment = deploy_system(
        system,
        world.clients,
        world.settings,
        lambda line: None,
        {**(parameters or {}), **topics},
        pause=world.clock.pause,
    )
    world.clock.round_up()  # how long it took depends on the machine
    world.outputs.update(deployment.outputs)
    return deployment.outputs
