"""`rehearse deploy | destroy`."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from harness import console
from harness.commands.connection import connect
from harness.commands.options import JsonOption, parse_parameters
from harness.deploy.deployment import Deployment, deploy_system, destroy_system
from harness.deploy.hot import set_hot_reload
from harness.deploy.system import choose_systems
from harness.settings import Settings

app = typer.Typer()

SystemsArgument = Annotated[list[str] | None, typer.Argument(help="Systems to deploy.", show_default="all")]


@app.command()
def deploy(
    systems: SystemsArgument = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A template parameter; repeatable."),
    ] = None,
    hot: Annotated[
        bool, typer.Option("--hot", help="Run the code from its source folder: an edit takes effect at once.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Package systems and deploy them to the running engine. Without changes it changes nothing.

    Examples:

        rehearse deploy

        rehearse deploy textract_processor --param BedrockModelId=amazon.nova-pro-v1:0

        rehearse deploy textract_processor --hot
    """
    settings = Settings.from_environment()
    chosen = choose_systems(settings.project, systems or [])
    parameters = parse_parameters(parameter or [])
    clients = connect(settings)
    for system in chosen:
        started = time.monotonic()
        with console.err.status(f"Deploying {system.name} ...") as status:
            deployment = deploy_system(
                system, clients, settings, lambda line: status.update(f"Deploying: {line}"), parameters
            )
            set_hot_reload(clients, system, deployment.artefact, hot=hot)
        _show(deployment, time.monotonic() - started, json, running_from=system.platform if hot else None)


@app.command()
def destroy(
    system: Annotated[str, typer.Argument(help="The system to remove.")],
    json: JsonOption = False,
) -> None:
    """Remove a system's stack with everything in its buckets and tables.

    Examples:

        rehearse destroy textract_processor
    """
    settings = Settings.from_environment()
    (chosen,) = choose_systems(settings.project, [system])
    clients = connect(settings)
    with console.err.status(f"Destroying {system} ...") as status:
        existed = destroy_system(chosen, clients, settings, lambda line: status.update(f"Destroying: {line}"))
    if json:
        console.print_json({"system": system, "destroyed": existed})
    else:
        console.out.print(f"{system} is gone." if existed else f"{system} wasn't deployed.")


def _show(deployment: Deployment, seconds: float, json: bool, running_from: Path | None) -> None:
    if json:
        console.print_json(
            {
                "system": deployment.system,
                "stack": deployment.stack,
                "changed": deployment.changed,
                "digest": deployment.artefact.digest,
                "runningFrom": running_from and str(running_from),
                "outputs": deployment.outputs,
            }
        )
        return
    what = "deployed" if deployment.changed else "unchanged"
    code = f"code {deployment.artefact.digest[:12]}"
    if running_from:
        code += f", run from {console.short(running_from)}/: a saved file takes effect at the next event"
    console.out.print(f"[green]{deployment.system}[/] {what} in {seconds:.1f} s ({escape(code)})", soft_wrap=True)
    for name, value in sorted(deployment.outputs.items()):
        console.out.print(f"  {name:<28} {value}", soft_wrap=True, markup=False)
