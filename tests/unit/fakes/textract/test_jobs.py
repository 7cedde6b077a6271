from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.behaviour import Behaviour
from fakes.behaviours.board import Board
from fakes.behaviours.effects import Quota
from fakes.common.channel import Channel
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.textract.errors import IdempotentParameterMismatchError, InvalidJobIdError, LimitExceededError
from fakes.textract.features import Feature
from fakes.textract.job import Api, Job, JobRequest, Outcome, Output
from fakes.textract.jobs import JOB_VALIDITY, Jobs
from fakes.textract.misbehaviour import Misbehaviour
from fakes.textract.queries import Query

OWNER = Owner("111111111111", "us-east-1")
REQUEST = JobRequest(Api.ANALYSIS, Location("bucket", "deed.pdf"), frozenset({Feature.TABLES}))


class Clock:
    """Time that stands until it is moved."""

    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def _jobs(now: Callable[[], float] = lambda: 0.0, limit: int = 100) -> Jobs:
    return Jobs(now, lambda region: limit)


def _start(jobs: Jobs, request: JobRequest = REQUEST, token: str | None = None, owner: Owner = OWNER) -> Job:
    return jobs.start(owner, request, token, request.document)[0]


def test_a_token_finds_the_job_it_started() -> None:
    jobs = _jobs()

    job = _start(jobs, token="once")

    assert jobs.start(OWNER, REQUEST, "once", REQUEST.document) == (job, False)
    assert jobs.find_started(OWNER, REQUEST, "once") is job


def test_without_a_token_each_request_starts_a_job() -> None:
    jobs = _jobs()

    assert _start(jobs).id != _start(jobs).id


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, document=Location("bucket", "other.pdf")),
        replace(REQUEST, features=frozenset({Feature.FORMS})),
        replace(REQUEST, tag="another"),
        replace(REQUEST, channel=Channel("arn:aws:sns:us-east-1:111111111111:AmazonTextract", "arn:role")),
        replace(REQUEST, queries=(Query("Who?"),)),
        replace(REQUEST, output=Output("bucket", "prefix")),
    ],
)
def test_a_token_is_good_for_one_request(other: JobRequest) -> None:
    jobs = _jobs()
    _start(jobs, token="once")

    with pytest.raises(IdempotentParameterMismatchError):
        _start(jobs, other, token="once")


def test_a_token_of_another_account_is_another_token() -> None:
    jobs = _jobs()

    assert _start(jobs, token="once").id != _start(jobs, token="once", owner=Owner("222222222222", "us-east-1")).id


@pytest.mark.parametrize(
    ("owner", "api"),
    [
        (Owner("222222222222", "us-east-1"), Api.ANALYSIS),
        (Owner("111111111111", "eu-west-1"), Api.ANALYSIS),
        (OWNER, Api.TEXT_DETECTION),
    ],
)
def test_a_job_is_found_by_its_owner_and_kind_only(owner: Owner, api: Api) -> None:
    jobs = _jobs()
    job = _start(jobs)

    assert jobs.get(OWNER, Api.ANALYSIS, job.id) is job
    with pytest.raises(InvalidJobIdError):
        jobs.get(owner, api, job.id)


def test_a_job_is_forgotten_after_seven_days_and_its_token_with_it() -> None:
    clock = Clock()
    jobs = _jobs(clock)
    job = _start(jobs, token="once")

    clock.now += JOB_VALIDITY
    assert jobs.get(OWNER, Api.ANALYSIS, job.id) is job
    clock.now += 1

    with pytest.raises(InvalidJobIdError):
        jobs.get(OWNER, Api.ANALYSIS, job.id)
    assert _start(jobs, token="once").id != job.id


def test_a_forgotten_job_leaves_no_file(tmp_path: Path) -> None:
    clock, blocks = Clock(), tmp_path / "blocks"
    blocks.touch()
    jobs = _jobs(clock)
    _start(jobs).outcome = Outcome(pages=1, blocks=blocks)

    clock.now += JOB_VALIDITY + 1
    _start(jobs)

    assert not blocks.exists()


def test_no_more_jobs_than_the_limit_are_in_progress_in_an_account_and_region() -> None:
    jobs = _jobs(limit=2)
    first = _start(jobs)
    _start(jobs, token="once")

    with pytest.raises(LimitExceededError):
        _start(jobs)
    _start(jobs, token="once")
    _start(jobs, owner=Owner(OWNER.account, "eu-west-1"))
    first.outcome = Outcome(failure="torn")

    _start(jobs)


def test_the_most_jobs_at_a_time_are_counted_by_region() -> None:
    jobs = _jobs()
    first = _start(jobs)
    _start(jobs)
    first.outcome = Outcome(failure="torn")
    _start(jobs)
    _start(jobs, owner=Owner(OWNER.account, "eu-west-1"))

    assert (jobs.most_in_progress(OWNER.account), jobs.in_progress(OWNER.account)) == (2, 3)
    assert jobs.most_in_progress("000000000000") == 0


@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=20))
def test_there_are_as_many_jobs_as_different_tokens_and_tokenless_requests(tokens: list[str | None]) -> None:
    jobs = _jobs()

    ids = {_start(jobs, token=token).id for token in tokens}

    assert len(ids) == len({token for token in tokens if token}) + tokens.count(None)


def test_a_behaviour_lets_fewer_jobs_begin_and_counts_those_that_it_turned_away() -> None:
    board = Board(lambda: 0.0)
    board.set(OWNER.account, Behaviour(effect=Quota(jobs=1)))
    jobs = Jobs(lambda: 0.0, lambda region: 100, Misbehaviour(board))

    job = _start(jobs)
    with pytest.raises(LimitExceededError):
        _start(jobs)
    job.outcome = Outcome(failure="ended")

    assert _start(jobs).id != job.id
    assert [report.applied for report in board.reports(OWNER.account)] == [1]
