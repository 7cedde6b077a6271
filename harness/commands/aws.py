"""`rehearse aws`."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from harness.engine.host import HostEngine
from harness.errors import UsageError
from harness.settings import LOCAL_SECRET, Settings, host_environment

app = typer.Typer()

AS_WRITTEN = {"ignore_unknown_options": True, "allow_interspersed_args": False}
"""What follows belongs to AWS's command, options included."""


@app.command(context_settings=AS_WRITTEN)
def aws(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="ARGUMENT", help="As for `aws`: service, operation and options.")
    ] = None,
) -> None:
    """Run AWS's own command line against the engine, with its endpoint, account and region.

    `REHEARSE_ACCOUNT` chooses another account, e.g. one that a scenario has kept. Exit status is that of `aws`.

    Examples:

        rehearse aws sqs list-queues

        rehearse aws s3 cp deed.pdf s3://textract-local-central-000000000000/incoming/deed.pdf

        rehearse aws sqs help
    """
    settings = Settings.from_environment()
    endpoint = HostEngine(settings).endpoint()
    os.execve(sys.executable, command_line(endpoint, arguments or ["help"]), environment(settings))


def command_line(endpoint: str, arguments: Sequence[str]) -> list[str]:
    """AWS's command, from beside this Python, told of the endpoint by an option: version 1 doesn't hear of the
    environment's for SQS, whose endpoint it chooses itself.

    Raises:
        UsageError: it isn't installed.
    """
    program = Path(sys.executable).with_name("aws")
    if not program.is_file():
        raise UsageError("AWS's command line isn't installed.", hint="Install it with `pip install awscli`.")
    return [sys.executable, str(program), "--endpoint-url", endpoint, *arguments]


def environment(settings: Settings) -> Mapping[str, str]:
    """This process's environment without a profile or session of the user's, which are for AWS."""
    own = {
        name: value for name, value in host_environment().items() if name not in ("AWS_PROFILE", "AWS_SESSION_TOKEN")
    }
    return own | {
        "AWS_ACCESS_KEY_ID": settings.account,
        "AWS_SECRET_ACCESS_KEY": LOCAL_SECRET,
        "AWS_DEFAULT_REGION": settings.region,
        "AWS_REGION": settings.region,
    }
