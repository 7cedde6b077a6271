"""`rehearse demo`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from harness import console
from harness.commands.connection import connect
from harness.commands.submit import finish
from harness.deploy.deployment import deploy_system
from harness.deploy.system import choose_systems
from harness.engine.host import HostEngine
from harness.report.run import new_run
from harness.settings import Settings
from harness.submit.documents import gather
from harness.submit.outputs import OutputStore
from harness.submit.pipeline import SYSTEM, find_pipeline
from harness.submit.results import print_results
from harness.submit.submission import Submission, submit_documents

app = typer.Typer()

TIMEOUT = 300.0
"""Seconds to follow each sample."""


@app.command()
def demo(
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another number makes other sample documents.")] = 1,
    keep: Annotated[
        bool, typer.Option("--keep/--no-keep", help="Leave the engine running afterwards, or stop it.")
    ] = True,
) -> None:
    """Start the engine, deploy textract_processor, and send two sample deeds through it: a PDF and a scanned TIFF.

    Examples:

        rehearse demo

        rehearse demo --seed 7
    """
    settings = Settings.from_environment()
    run = new_run("demo")
    folder = settings.home / "reports" / run
    try:
        with _step("Engine started"):
            HostEngine(settings).up()
        submission = _submit_samples(settings, run, folder, seed)
    finally:
        if not keep:
            HostEngine(settings).down()
    _suggest(keep)
    finish(submission, wait=True)


def _submit_samples(settings: Settings, run: str, folder: Path, seed: int) -> Submission:
    # They load what draws and scans, half a second that no other command should pay for.
    from harness.report.write import write_report
    from harness.samples import write_samples

    clients = connect(settings)
    (system,) = choose_systems(settings.project, [SYSTEM])
    with _step(f"{SYSTEM} deployed"):
        deploy_system(system, clients, settings, lambda line: None)
    with _step("Samples made"):
        samples = write_samples(folder / "samples", seed)
    # A prefix of its own makes every demo a new upload.
    documents = gather([sample.path for sample in samples], prefix=run)
    with _step("Samples processed"):
        pipeline = find_pipeline(clients, settings)
        submission = submit_documents(documents, pipeline, clients, console.err, TIMEOUT)
    with _step("Page written"):
        page = write_report(folder, submission.results, OutputStore(clients).read)
    console.out.print()
    print_results(submission.results, console.out)
    console.out.print(f"Page: {console.short(page)}", markup=False, soft_wrap=True)
    return submission


def _suggest(keep: bool) -> None:
    rehearse = console.command()
    if keep:
        lines = [f"{rehearse} submit --open YOUR-OWN.pdf", f"{rehearse} status", f"{rehearse} down"]
    else:
        lines = [f"{rehearse} up", f"{rehearse} deploy", f"{rehearse} submit YOUR-OWN.pdf"]
    console.out.print("\nTry next:", *lines, sep="\n  ", markup=False, soft_wrap=True)


@contextmanager
def _step(done: str) -> Iterator[None]:
    """Print what was done and how long it took."""
    began = time.monotonic()
    yield
    console.err.print(f"[green]✓[/] {done} [dim]{time.monotonic() - began:.1f} s[/]")
