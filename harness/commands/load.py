"""`rehearse load list | show | run | report | compare`."""

import webbrowser
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harness import console
from harness.behaviour_files import read_behaviours
from harness.commands.deploy import connect
from harness.commands.engine import JsonOption
from harness.commands.scenario import EXIT_STATUSES
from harness.costs.prices import Prices
from harness.errors import UsageError
from harness.load.profile import Profile
from harness.load.profiles import built_in, find_profile
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.load.folder import RunFolder
    from harness.load.verdict import Report

ProfileArgument = Annotated[str, typer.Argument(metavar="PROFILE", help="A name, FILE.yaml, or FILE.yaml:NAME.")]
ScaleOption = Annotated[
    float, typer.Option("--scale", min=0.001, help="Times so many arrivals, and the limits that go with them.")
]
RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A run's name or folder.")]
JunitOption = Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML there.")]
OpenOption = Annotated[bool, typer.Option("--open", help="Show the page in the browser.")]

app = typer.Typer(help="Put systems under load, and get a verdict.", no_args_is_help=True)


@app.command("list")
def list_(json: JsonOption = False) -> None:
    """List the profiles that come with the harness."""
    for name, profile in built_in().items():
        if json:
            console.print_json({"name": name, **profile.model_dump()})
        else:
            console.out.print(f"{name:<8} {profile.about}", markup=False, soft_wrap=True)


@app.command()
def show(profile: ProfileArgument, scale: ScaleOption = 1.0, json: JsonOption = False) -> None:
    """Say what a profile sends, and what must hold."""
    from harness.load.display import print_profile  # loads what computes: not for every command

    name, found = _profile(profile, scale)
    if json:
        console.print_json({"name": name, **found.model_dump()})
    else:
        print_profile(name, found, console.out)


@app.command()
def run(
    profile: ProfileArgument = "smoke",
    scale: ScaleOption = 1.0,
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
        Path | None, typer.Option("--folder", help="Where all that is measured goes. [default: .rehearsal/load/...]")
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

        rehearse load run step --behaviour throttled.yaml
    """
    from harness.load.display import progress
    from harness.load.generation import Workers
    from harness.load.guard import refuse_aws
    from harness.load.preparation import Wishes, prepare

    name, chosen = _profile(profile, scale)
    if engine == "aws":
        prices = Prices.read(Settings.from_environment().project)
        refuse_aws(chosen, prices, accept_charges=accept_charges, max_requests=max_requests)
    wishes = Wishes(
        name=name,
        profile=chosen,
        scale=scale,
        seed=seed,
        workers=Workers(processes, workers, *_address(bind)),
        behaviours=[each for file in behaviour or () for each in read_behaviours(file)],
        max_requests=max_requests,
        folder=folder,
    )
    settings = Settings.from_environment()
    with progress(console.err) as listener:
        load = prepare(wishes, connect(settings), settings, listener)
        report = load.run()
    _finish(report, load.folder, junit, json, open_page=open_page)


@app.command()
def report(
    run: RunArgument,
    junit: JunitOption = None,
    open_page: OpenOption = False,
    json: JsonOption = False,
) -> None:
    """Judge a run again by what lies in its folder, and write its page anew. Exit status as of `rehearse load run`."""
    from harness.load.data import load_run
    from harness.load.folder import RunFolder
    from harness.load.page import write_page
    from harness.load.verdict import judge

    folder = RunFolder(_folder(run))
    data = load_run(folder.path)
    judged = judge(data, interrupted=data.books is not None and data.books.interrupted)
    write_page(folder, data, judged)
    _finish(judged, folder, junit, json, open_page=open_page)


@app.command()
def compare(
    before: RunArgument,
    after: RunArgument,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Exit status 1 if the second run is shown to be worse.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Say how the second run differs from the first, and whether that is more than noise.

    Examples:

        rehearse load compare load-smoke-20260131-120000-5f3a09 load-smoke-20260131-130000-77c2d1
    """
    from harness.load.compare import compare as compare_runs
    from harness.load.data import load_run
    from harness.load.display import print_differences

    differences = compare_runs(load_run(_folder(before)), load_run(_folder(after)))
    if json:
        for difference in differences:
            console.print_json(asdict(difference) | {"verdict": difference.verdict})
    else:
        print_differences(differences, console.out)
    if fail_on_regression and any(difference.worse for difference in differences):
        raise typer.Exit(1)


def _finish(report: "Report", folder: "RunFolder", junit: Path | None, json: bool, *, open_page: bool = False) -> None:
    """Print a verdict, and end with the exit status that tells it.

    Raises:
        typer.Exit: always.
    """
    from harness.load.display import print_report
    from harness.load.junit import write_junit

    if junit:
        write_junit(junit, report)
    if json:
        console.print_json(report.model_dump(mode="json"))
    else:
        print_report(report, console.out)
    console.err.print(f"Page: {console.short(folder.page)}", markup=False, soft_wrap=True)
    if open_page and not webbrowser.open(folder.page.resolve().as_uri()):
        console.err.print("There is no browser to show it.")
    raise typer.Exit(EXIT_STATUSES[report.verdict])


def _folder(run: str) -> Path:
    """A run's folder by its path or name."""
    path = Path(run)
    return path if path.is_dir() else Settings.from_environment().home / "load" / run


def _profile(wanted: str, scale: float) -> tuple[str, Profile]:
    name, profile = find_profile(wanted)
    return name, profile.scaled(scale)


def _address(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal():
        raise UsageError(f"{bind!r} isn't of the form HOST:PORT.")
    return host, int(port)
