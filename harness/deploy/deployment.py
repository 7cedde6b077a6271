"""Deploying and destroying one system."""

import hashlib
import json
import time
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from harness.clients import Clients
from harness.deploy.artefact_bucket import ArtefactBucket
from harness.deploy.bucket import empty_bucket
from harness.deploy.package import Artefact, build
from harness.deploy.stack import Pause, Progress, Stack
from harness.deploy.system import System
from harness.deploy.template import parameter_names
from harness.errors import UsageError
from harness.settings import Settings


@dataclass(frozen=True)
class Deployment:
    """What a deploy left behind.

    Attributes:
        system: the system's name.
        stack: the stack's name.
        changed: False when what was deployed already is the same.
        artefact: the zip.
        outputs: the stack's outputs by name.
    """

    system: str
    stack: str
    changed: bool
    artefact: Artefact
    outputs: dict[str, str] = field(default_factory=dict)


def deploy_system(
    system: System,
    clients: Clients,
    settings: Settings,
    progress: Progress,
    parameters: Mapping[str, str] | None = None,
    *,
    pause: Pause = time.sleep,
) -> Deployment:
    """Package a system and bring its stack to that state.

    Args:
        parameters: template parameters of the user, by name; they win over ours.
        pause: lets seconds pass.

    Raises:
        DeployError: it can't be packaged, or a resource failed.
        UsageError: the template has no such parameter.
    """
    artefact = build(system, settings.home / "artefacts")
    bucket = ArtefactBucket(clients)
    template = system.template.read_text()
    key = bucket.upload(system, artefact)
    chosen = choose_parameters(
        parameter_names(system.template),
        {"Stage": settings.stage, "CodeBucket": bucket.name, "CodeKey": key, **_local_names(clients)},
        parameters or {},
    )
    digest = hashlib.sha256(json.dumps([template, chosen], sort_keys=True).encode()).hexdigest()
    stack = Stack(clients, system.stack_name(settings.stage), pause=pause)
    stack.settle(progress)
    changed = stack.digest() != digest
    if changed:
        stack.change(bucket.upload_template(system, template), chosen, digest, progress)
    return Deployment(system.name, stack.name, changed, artefact, stack.outputs())


def destroy_system(
    system: System, clients: Clients, settings: Settings, progress: Progress, *, pause: Pause = time.sleep
) -> bool:
    """Delete the system's stack, everything in its buckets, and its zips. False when there was no stack."""
    stack = Stack(clients, system.stack_name(settings.stage), pause=pause)
    stack.settle(progress)
    exists = stack.describe() is not None
    if exists:
        for name in stack.physical_ids("AWS::S3::Bucket"):
            progress(f"emptying bucket {name}")
            empty_bucket(clients, name)
        stack.delete(progress)
    ArtefactBucket(clients).remove(system)
    return exists


def choose_parameters(declared: Set[str], ours: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Of our parameters those that the template declares, overridden by the user's.

    Raises:
        UsageError: the user gave one that the template doesn't declare.
    """
    unknown = sorted(set(given) - declared)
    if unknown:
        raise UsageError(
            f"The template has no parameter {unknown[0]!r}.", hint=f"It has: {', '.join(sorted(declared))}."
        )
    return {**{name: value for name, value in ours.items() if name in declared}, **given}


def _local_names(clients: Clients) -> dict[str, str]:
    """Bucket names are global to an engine, while accounts are worlds: put the account into the name."""
    return {} if clients.endpoint is None else {"NameSuffix": f"-{clients.account}"}
