"""Hot reload: an engine of ours runs a function's code from its source folder instead of from its zip."""

import httpx

from harness.clients import Clients
from harness.deploy.package import Artefact
from harness.deploy.system import System
from harness.errors import DeployError


def register_hot_reload(clients: Clients, system: System, artefact: Artefact) -> None:
    """Tell the engine which source folder stands behind a zip. Libraries still come from the zip.

    Raises:
        DeployError: the engine can't do that.
    """
    body = {"codeSha256": artefact.code_sha256, "folders": [str(system.platform)]}
    answer = httpx.post(f"{clients.endpoint}/_rehearse/hot-reload", json=body, timeout=5)
    if answer.is_error:
        raise DeployError(f"The engine refuses hot reload: {answer.text}")
