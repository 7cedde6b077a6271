"""`rehearse calls`."""

import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from harness import console
from harness.calls import Calls
from harness.commands.options import JsonOption
from harness.engine.call import CALL, Call
from harness.engine.host import HostEngine
from harness.errors import UsageError
from harness.settings import Settings

app = typer.Typer()

Glob = Annotated[str | None, typer.Option(metavar="GLOB")]


@app.command()
def calls(
    service: Glob = None,
    operation: Glob = None,
    resource: Glob = None,
    account: Annotated[str | None, typer.Option(help="Of which account.", show_default="all")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Only calls that failed.")] = False,
    internal: Annotated[
        bool, typer.Option("--internal", help="Also those that the engine's services make on their own.")
    ] = False,
    since: Annotated[
        float | None, typer.Option("--since", metavar="SECONDS", help="Only of the last so many seconds.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="The latest so many.")] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Keep printing until Ctrl-C.")] = False,
    bodies: Annotated[
        bool | None,
        typer.Option("--bodies/--no-bodies", help="Record parameters and answers of this account from now on, or not."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Append JSON Lines to that file.")] = None,
    json: JsonOption = False,
) -> None:
    """Show the AWS calls that the engine has served.

    Examples:

        rehearse calls --errors

        rehearse calls --service dynamodb --resource '*tracking*' --follow

        rehearse calls --limit 10000 --output calls.jsonl
    """
    settings = Settings.from_environment()
    recorded = Calls(HostEngine(settings).endpoint())
    if bodies is not None:
        recorded.keep_bodies(account or settings.account, bodies)
    wanted = {
        "service": service,
        "operation": operation,
        "resource": resource,
        "account": account,
        "errors": errors or None,
        "caller": None if internal else "client",
        "since": None if since is None else time.time() - since,
        "limit": limit,
    }
    found = recorded.follow(**wanted) if follow else recorded.find(**wanted)
    if output is None:
        _print(found, json)
    else:
        _append(found, output)


def _print(found: Iterable[Call], json: bool) -> None:
    call = None
    for call in found:
        if json:
            console.print_json(CALL.dump_python(call, mode="json"))
        else:
            console.out.print(_line(call), markup=False, soft_wrap=True)
    if call is None:
        console.err.print("No call matches.")


def _append(found: Iterable[Call], path: Path) -> None:
    with ExitStack() as files:
        try:
            file = files.enter_context(path.open("a", buffering=1))
        except OSError as error:
            raise UsageError(f"Can't write {path}: {error}.") from error
        for call in found:
            file.write(CALL.dump_json(call).decode() + "\n")


def _line(call: Call) -> str:
    """A call in one line: when, who, what, about what, with which result."""
    when = time.strftime("%H:%M:%S", time.localtime(call.time)) + f".{int(call.time % 1 * 1000):03d}"
    who = call.session or call.principal or call.account
    about = " ".join(f"{kind}={name}" for kind, name in call.resources.items())
    result = f"{call.status} {call.error}".rstrip()
    cause = f"(behaviour {call.behaviour})" if call.behaviour else ""
    parts = [when, who, f"{call.service}.{call.operation}", about, "->", result, f"{call.milliseconds:.0f} ms", cause]
    return " ".join(filter(None, parts))
