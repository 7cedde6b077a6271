"""`rehearse load list | show | run`, and what `load_runs.py` adds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harness import console
from harness.commands.load_runs import OpenOption, compare, finish, report
from harness.commands.options import JsonOption, JunitOption
from harness.errors import HarnessError, UsageError
from harness.load.profiles import built_in, find_profile
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.load.generation import Workers

ProfileArgument = Annotated[str, typer.Argument(metavar="PROFILE", help="A name, FILE.yaml, or FILE.yaml:NAME.")]
ScaleOption = Annotated[
    float, typer.Option("--scale", min=0.001, help="Times so many arrivals, and the limits that go with them.")
]
SecondsOption = Annotated[
    float | None, typer.Option("--seconds", help="The same rates for so long, whatever the profile says.")
]

app = typer.Typer(name="load", no_args_is_help=True)


@app.callback()
def load() -> None:
    """Put systems under load, and get a verdict."""


@app.command("list")
def list_(json: JsonOption = False) -> None:
    """List the profiles that come with the harness.

    Examples:

        rehearse load list
    """
    for name, profile in built_in().items():
        if json:
            console.print_json({"name": name, **profile.model_dump()})
        else:
            console.out.print(f"{name:<8} {profile.about}", markup=False, soft_wrap=True)


@app.command()
def show(
    profile: ProfileArgument, scale: ScaleOption = 1.0, seconds: SecondsOption = None, json: JsonOption = False
) -> None:
    """Say what a profile sends, and what must hold.

    Examples:

        rehearse load show ramp --scale 0.1

        rehearse load show mine.yaml:evening
    """
    from harness.load.display import print_profile  # loads what computes: not for every command

    name, found = find_profile(profile, scale, seconds)
    if json:
        console.print_json({"name": name, **found.model_dump()})
    else:
        print_profile(name, found, console.out)


@app.command()
def run(
    profile: ProfileArgument = "smoke",
    scale: ScaleOption = 1.0,
    seconds: SecondsOption = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same load.")] = 1,
    behaviour: Annotated[
        list[Path] | None,
        typer.Option("--behaviour", metavar="FILE", help="Behaviours in force while it lasts; repeatable."),
    ] = None,
    processes: Annotated[int, typer.Option("--processes", min=1, help="How many processes send.")] = 1,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Wait for so many Locust workers that you start elsewhere.")
    ] = 0,
    bind: Annotated[
        str, typer.Option("--bind", metavar="HOST:PORT", help="Where the master listens for workers.")
    ] = "127.0.0.1:5557",
    max_requests: Annotated[
        int | None, typer.Option("--max-requests", min=1, help="Refuse a load of more requests.")
    ] = None,
    engine: Annotated[
        Literal["local", "aws"], typer.Option("--engine", help="Where the load goes.", show_default=True)
    ] = "local",
    accept_charges: Annotated[
        bool, typer.Option("--accept-charges", help="AWS bills what you send there; say that you know.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where all that is measured goes; if not said, .rehearsal/load/RUN.")
    ] = None,
    junit: JunitOption = None,
    open_page: OpenOption = False,
    json: JsonOption = False,
) -> None:
    """Send a load to the running engine, wait until all has come to an end, and judge.

    Exit status 0 if every limit held and the books balance, 1 if not, 2 for a usage error, 3 if the run couldn't be
    carried out, 130 after Ctrl-C.

    Examples:

        rehearse load run

        rehearse load run ramp --scale 0.1 --junit load.xml

        rehearse load run soak --seconds 300

        rehearse load run step --behaviour throttled.yaml
    """
    from harness.behaviour_files import read_behaviours
    from harness.commands.connection import connect
    from harness.costs.prices import Prices
    from harness.load.display import progress
    from harness.load.guard import refuse_aws
    from harness.load.interruptions import Interruptions
    from harness.load.preparation import Wishes, prepare

    name, chosen = find_profile(profile, scale, seconds)
    if engine == "aws":
        prices = Prices.read(Settings.from_environment().project)
        refuse_aws(chosen, prices, accept_charges=accept_charges, max_requests=max_requests)
    wishes = Wishes(
        name=name,
        profile=chosen,
        scale=scale,
        seed=seed,
        workers=_workers(processes, workers, bind),
        behaviours=[each for file in behaviour or () for each in read_behaviours(file)],
        max_requests=max_requests,
        folder=folder,
    )
    settings, interruptions = Settings.from_environment(), Interruptions()
    with _carried_out(name, junit), progress(console.err) as listener:
        load = prepare(wishes, connect(settings), settings, listener, interruptions)
        if workers:
            _tell_workers(wishes.workers)
        with interruptions.heard():
            judged = load.run()
    finish(judged, load.folder, junit, json, open_page=open_page)


app.command()(report)
app.command()(compare)


@contextmanager
def _carried_out(profile: str, junit: Path | None) -> Iterator[None]:
    """Have what keeps a load from being carried out end with its own exit status: 1 says that a limit broke."""
    from harness.load.junit import write_junit_error
    from harness.load.run import LoadError
    from harness.sentences import sentence_of

    try:
        yield
    except Exception as error:
        failure = sentence_of(error)
        if failure is not None and failure.exit_code == HarnessError.exit_code:
            failure = LoadError(failure.message, hint=failure.hint, details=failure.details)
        if not isinstance(failure, LoadError):
            raise
        if junit:
            write_junit_error(junit, profile, failure)
        raise failure from None if failure is error else error


def _tell_workers(workers: "Workers") -> None:
    address = f"--master-host {workers.bind_host} --master-port {workers.bind_port}"
    line = f"Waiting for {workers.elsewhere} of: locust -f locustfile.py --worker {address}"
    console.err.print(line, markup=False, soft_wrap=True)


def _workers(processes: int, elsewhere: int, bind: str) -> "Workers":
    from harness.load.generation import Workers

    if processes > 1 and elsewhere:
        raise UsageError("Either --processes or --workers.", hint="Start workers of this machine like all others.")
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise UsageError(f"{bind!r} isn't of the form HOST:PORT.", hint="For example: --bind 127.0.0.1:5557")
    return Workers(processes, elsewhere, host, int(port))
