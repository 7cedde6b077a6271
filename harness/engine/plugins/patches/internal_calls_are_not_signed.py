"""Calls from one service of the engine to another name who calls, and carry no signature. Patches `botocore.auth`.

The engine checks no signatures; computing one takes a twentieth of such a call.
"""

from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, PatchError

UNSIGNED = "0" * 64
"""In the place of a signature."""


def apply(module: ModuleType) -> None:
    """Exchange what signs in the headers of a request. S3 has its own, since what it signs can be checked."""
    if "v4" not in module.AUTH_TYPE_MAPS:
        raise PatchError("botocore knows no signature version v4")

    class Named(module.SigV4Auth):  # type: ignore[name-defined]
        """Adds all that signing adds, but for the signature."""

        def add_auth(self, request: Any) -> None:
            request.context["timestamp"] = module.get_current_datetime().strftime(module.SIGV4_TIMESTAMP)
            self._modify_request_before_signing(request)
            scope = self.scope(request)
            request.headers["Authorization"] = (
                f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature={UNSIGNED}"
            )

    module.AUTH_TYPE_MAPS["v4"] = Named


PATCH = Patch("internal-calls-are-not-signed", "botocore.auth", apply)
