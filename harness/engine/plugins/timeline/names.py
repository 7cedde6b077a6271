"""Short names of resources."""

FUNCTION = "function:"


def name_of(arn: str) -> str:
    """The name in an ARN: of functions without a qualifier, of everything else the last part.

    Args:
        arn: of any service; something that is no ARN is a name already.
    """
    if not arn.startswith("arn:"):
        return arn
    resource = arn.split(":", 5)[5]
    if resource.startswith(FUNCTION):
        return resource.removeprefix(FUNCTION).partition(":")[0]
    return resource.replace(":", "/").rpartition("/")[2]


def service_of(arn: str) -> str:
    """The service in an ARN, e.g. `lambda`; empty if it is none."""
    return arn.split(":", 3)[2] if arn.startswith("arn:") else ""
