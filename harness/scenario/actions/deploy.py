"""Bringing a system into the scenario's account."""

from harness.deploy.deployment import deploy_system
from harness.scenario.defect import with_defects
from harness.scenario.world import World


def deploy(world: World, parameters: dict[str, str] | None = None) -> dict[str, str]:
    """Deploy the system under rehearsal; returns the stack's outputs.

    Args:
        world: the scenario's.
        parameters: template parameters by name, e.g. `{UploadRetryAttempts: "1"}`.

    Raises:
        DeployError: it can't be packaged, or a resource failed.
        UsageError: the template has no such parameter.
    """
    system = with_defects(world.deployable, world.defects, world.folder / "platform")
    deployment = deploy_system(
        system, world.clients, world.settings, lambda line: None, parameters, pause=world.clock.pause
    )
    world.outputs.update(deployment.outputs)
    return deployment.outputs
