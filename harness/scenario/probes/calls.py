"""Which AWS calls were made."""

from harness.scenario.world import World, WorldError

ALL = 1_000_000
"""More than the engine keeps."""


def calls_made(world: World, service: str, operation: str, resource: str = "*", error: str | None = None) -> int:
    """How many calls of an operation the engine has served for the scenario's account: its side effects.

    Args:
        world: the scenario's.
        service: boto3's name, e.g. `textract`.
        operation: AWS's name, e.g. `StartDocumentAnalysis`, or a glob of it.
        resource: glob of the name of something that they are about.
        error: only those that failed with this code; left out, those that succeeded and those that didn't.

    Raises:
        UsageError: AWS doesn't tell; only a local engine does.
        WorldError: the engine keeps only its latest calls, and some of the account's are gone.
        ControlError: the engine doesn't answer.
    """
    if forgotten := world.calls.forgotten(world.clients.account):
        raise WorldError(
            f"The engine has forgotten {forgotten:,} calls, so nobody can count them.",
            hint="Set REHEARSE_CALLS_KEPT to a larger number where the engine is started.",
        )
    found = world.calls.find(
        account=world.clients.account, service=service, operation=operation, resource=resource, limit=ALL
    )
    return sum(error in (None, call.error) for call in found)
