"""Runs that were measured, without anything having been sent."""

from collections.abc import Sequence
from typing import Any

from harness.load.books import Books, balance
from harness.load.data import RunData
from harness.load.plan import Plan
from harness.load.profile import Limit, Phase, Profile
from harness.load.rows import END_TO_END, Document, Request, Sample
from tests.unit.harness.load.ledgers import NOON

BALANCED = balance([], {})


def plan(*limits: Limit, **other: Any) -> Plan:
    profile = Profile(about="A test.", phases=(Phase(seconds=60, rate=1),), limits=limits)
    known: dict[str, Any] = {"name": "test", "endpoint": "http://127.0.0.1:1", "account": "1" * 12, "region": "r"}
    return Plan(run="load-test-1", profile=profile, bucket="b", **known | other)


def request(at: float, milliseconds: float, event: str = "PutObject", error: str = "") -> Request:
    """A request that was due so many seconds after noon, and sent at once."""
    return Request(event, NOON + at, NOON + at, NOON + at + milliseconds / 1000, error)


def ending(at: float, seconds: float, error: str = "") -> Request:
    return request(at, seconds * 1000, END_TO_END, error)


def sample(at: float, series: str, value: float) -> Sample:
    return Sample(NOON + at, series, value)


def run_of(
    requests: Sequence[Request],
    *limits: Limit,
    samples: Sequence[Sample] = (),
    documents: Sequence[Document] = (),
    books: Books | None = BALANCED,
    scale: float = 1.0,
) -> RunData:
    return RunData(plan(*limits, scale=scale), requests, documents, samples, books)
