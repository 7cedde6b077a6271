"""Hot reload: an engine of ours runs a function's code from its source folder instead of from its zip."""

from harness import control
from harness.clients import Clients
from harness.deploy.package import Artefact
from harness.deploy.system import System
from harness.errors import DeployError


def set_hot_reload(clients: Clients, system: System, artefact: Artefact, *, hot: bool) -> None:
    """Tell the engine which source folder stands behind a zip, or that none does. Libraries come from the zip anyway.

    Raises:
        DeployError: the engine can't do that.
    """
    body = {"codeSha256": artefact.code_sha256, "folders": [str(system.platform)] if hot else []}
    if clients.endpoint is None:
        if hot:
            raise DeployError("AWS can't run code from a folder of this machine.", hint="Leave out --hot.")
        return
    try:
        control.post(clients.endpoint, "hot-reload", body)
    except control.ControlError as error:
        raise DeployError(f"The engine refuses hot reload: {error}") from error
