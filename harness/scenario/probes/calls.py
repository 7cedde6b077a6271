"""Which AWS calls were made."""

from harness.scenario.world import World


def calls_made(world: World, service: str, operation: str) -> int:
    """How many calls of an operation the engine has served for the scenario's account.

    Args:
        world: the scenario's.
        service: boto3's name, e.g. `textract`.
        operation: AWS's name, e.g. `StartDocumentAnalysis`.

    Raises:
        UsageError: AWS doesn't tell; only a local engine does.
        ControlError: the engine doesn't answer.
    """
    return len(world.calls.find(account=world.clients.account, service=service, operation=operation))
