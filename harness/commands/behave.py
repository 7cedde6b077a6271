"""`rehearse behave set | list | clear`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from harness.behaviour_display import show_decisions, show_reports, show_set
from harness.behaviour_files import parse_behaviour, parse_fields, read_behaviours
from harness.behaviours import Behaviours
from harness.commands.options import JsonOption
from harness.engine.host import HostEngine
from harness.errors import UsageError
from harness.settings import Settings

app = typer.Typer(name="behave", no_args_is_help=True)

Service = Annotated[str | None, typer.Option(metavar="GLOB", help="boto3's name, e.g. sqs.")]
Operation = Annotated[str | None, typer.Option(metavar="GLOB", help="AWS's name, e.g. SendMessage.")]
Resource = Annotated[str | None, typer.Option(metavar="GLOB", help="Name, ARN, key, or bucket/key.")]


@app.callback()
def behave() -> None:
    """Tell fakes and engine to misbehave: delay, fail, throttle, drop, corrupt."""


@app.command("set")
def set_behaviours(
    file: Annotated[Path | None, typer.Argument(help="Behaviours in YAML or JSON.", show_default=False)] = None,
    effect: Annotated[
        str | None, typer.Option("--effect", metavar="KIND", help="What happens, e.g. error, delay, drop.")
    ] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="NAME=VALUE", help="A field of the effect; repeatable.")
    ] = None,
    service: Service = None,
    operation: Operation = None,
    resource: Resource = None,
    prompt: Annotated[str | None, typer.Option(metavar="REGEX", help="Searched in what a model reads.")] = None,
    point: Annotated[str | None, typer.Option(metavar="call|delivery|work")] = None,
    caller: Annotated[str | None, typer.Option(metavar="client|service|any")] = None,
    nth: Annotated[list[int] | None, typer.Option(help="Only the nth match; repeatable.")] = None,
    probability: Annotated[float | None, typer.Option(help="Only some matches, 0 to 1.")] = None,
    seed: Annotated[int | None, typer.Option(help="Equal seeds draw equally.")] = None,
    count: Annotated[int | None, typer.Option(help="Stop after so many effects.")] = None,
    seconds: Annotated[float | None, typer.Option("--for", metavar="SECONDS", help="Stop after so long.")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="Name; replaces the behaviour of that name.")] = None,
    json: JsonOption = False,
) -> None:
    """Put behaviours into force, from a file or from options. The first that matches wins.

    Examples:

        rehearse behave set --service textract --effect drop --count 1

        rehearse behave set --service s3 --operation GetObject --effect error --with code=SlowDown --with status=503

        rehearse behave set --service dynamodb --effect throttle --with rate=5 --for 60

        rehearse behave set outage.yaml
    """
    match = _given(
        service=service,
        operation=operation,
        resource=resource,
        prompt=prompt,
        point=point,
        caller=caller,
        nth=nth or None,
        probability=probability,
        seed=seed,
    )
    effects = _given(kind=effect, **parse_fields(with_ or []))
    said = _given(
        id=id_, effect=effects or None, match=match or None, limit=_given(count=count, seconds=seconds) or None
    )
    if (file is None) == (not said):
        raise UsageError("Say what is to happen.", hint="Name either a file, or an --effect with its options.")
    behaviours = read_behaviours(file) if file else [parse_behaviour(said, "The behaviour")]
    engine = _connect()
    for behaviour in behaviours:
        engine.set(behaviour)
    show_set(behaviours, json)


@app.command("list")
def list_behaviours(
    decisions: Annotated[bool, typer.Option("--decisions", help="Show each decision instead.")] = False,
    json: JsonOption = False,
) -> None:
    """Show the behaviours in force, and what each has done so far.

    Examples:

        rehearse behave list

        rehearse behave list --decisions --json
    """
    engine = _connect()
    if decisions:
        show_decisions(engine.decisions(), json)
    else:
        show_reports(engine.reports(), json)


@app.command("clear")
def clear(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Which.", show_default="all")] = None,
    json: JsonOption = False,
) -> None:
    """Take behaviours out of force, and tell which of them never took effect.

    Examples:

        rehearse behave clear

        rehearse behave clear outage
    """
    engine = _connect()
    reports = [report for id_ in ids for report in engine.clear(id_)] if ids else engine.clear()
    missing = sorted(set(ids or ()) - {report.behaviour.id for report in reports})
    show_reports(reports, json)
    if missing:
        raise UsageError(f"There is no behaviour {', '.join(missing)}.", hint="See `rehearse behave list`.")


def _connect() -> Behaviours:
    settings = Settings.from_environment()
    return Behaviours(HostEngine(settings).endpoint(), settings.account)


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
