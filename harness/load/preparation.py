"""From what a user wants to a run that can begin: everything that can be refused is refused here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fakes.behaviour import Behaviour
from harness.clients import Clients
from harness.load.folder import new_folder
from harness.load.generation import Workers
from harness.load.guard import require_cap, require_queues, require_real_time
from harness.load.holding import queue_urls
from harness.load.interruptions import Interruptions
from harness.load.plan import Plan, require_loopback
from harness.load.profile import Profile
from harness.load.run import Listener, LoadRun
from harness.load.schedule import arrival_times
from harness.report.run import new_run
from harness.settings import Settings
from harness.submit.pipeline import Pipeline, find_pipeline


@dataclass(frozen=True)
class Wishes:
    """What a user wants.

    Attributes:
        name: the profile's.
        profile: scaled already.
        scale: by how much.
        seed: of the load.
        workers: who sends.
        behaviours: in force while it lasts.
        max_requests: of which a load may not have more.
        folder: where what is measured goes; None for one of its own.
    """

    name: str
    profile: Profile
    scale: float
    seed: int
    workers: Workers
    behaviours: Sequence[Behaviour] = ()
    max_requests: int | None = None
    folder: Path | None = None


def prepare(
    wishes: Wishes, clients: Clients, settings: Settings, listener: Listener, interruptions: Interruptions
) -> LoadRun:
    """Make a run of wishes.

    Raises:
        UsageError: the engine is elsewhere, or in virtual time, or the load has too many requests, or the folder is
            another run's, or the port another program's, or a limit is on a queue that there isn't.
        SubmitError: the system isn't deployed.
    """
    profile, endpoint = wishes.profile, clients.endpoint or ""
    require_loopback(endpoint)
    require_real_time(endpoint)
    require_cap(len(arrival_times(profile.phases, profile.spacing, wishes.seed)), wishes.max_requests)
    wishes.workers.require_port()
    pipeline = find_pipeline(clients, settings)
    require_queues(profile, queue_urls(pipeline.outputs))
    plan = _plan(wishes, clients, pipeline)
    return LoadRun(
        plan=plan,
        pipeline=pipeline,
        project=settings.project,
        folder=new_folder(wishes.folder or settings.home / "load" / plan.run),
        workers=wishes.workers,
        behaviours=wishes.behaviours,
        listener=listener,
        interruptions=interruptions,
    )


def _plan(wishes: Wishes, clients: Clients, pipeline: Pipeline) -> Plan:
    return Plan(
        run=new_run(f"load-{wishes.name}"),
        name=wishes.name,
        profile=wishes.profile,
        scale=wishes.scale,
        seed=wishes.seed,
        endpoint=clients.endpoint or "",
        account=clients.account,
        region=clients.region,
        bucket=pipeline.bucket,
        behaviours=tuple(behaviour.id for behaviour in wishes.behaviours),
    )
