"""Lambda assumes no role only to see whether it could. Patches `localstack.services.lambda_.invocation.lambda_service`.

Nothing in LocalStack's open core refuses AssumeRole (moto: "the role does not need to exist"), so that asking STS for
each new function found nothing. The role is assumed by whoever works with it.
"""

from types import ModuleType

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Say what STS would say."""
    replace(module.LambdaService, "can_assume_role", lambda _original: lambda _self, _role_arn, _region: True)


PATCH = Patch("roles-are-taken-at-their-word", "localstack.services.lambda_.invocation.lambda_service", apply)
