"""`rehearse results` as a user types it, after documents have gone through the deployed pipeline."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from harness.calls import Calls
from harness.cli import app
from harness.errors import ResultsError, UsageError
from harness.samples import write_samples
from tests.integration.commands import Rehearse

pytestmark = pytest.mark.timeout(600)


@dataclass(frozen=True)
class Archive:
    """A pipeline through which documents have gone: a deed, another one under its name, and two that it rejected."""

    rehearse: Rehearse
    deed: dict[str, Any]
    again: dict[str, Any]
    rejected: dict[str, Any]
    lying: dict[str, Any]

    def results(self, *arguments: str | Path) -> Result:
        """What comes of `rehearse results`."""
        return CliRunner().invoke(app, ["results", *map(str, arguments)], env=self.rehearse.environment)

    def read(self, *arguments: str | Path) -> Any:
        """What it prints for machines."""
        result = self.results(*arguments, "--json")
        assert result.exit_code == 0, result.exception
        return json.loads(result.stdout)


@pytest.fixture(scope="module")
def archive(rehearse: Rehearse, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("documents")
    first, second = (write_samples(folder / str(seed), seed=seed)[0].path for seed in (31, 32))
    second = second.rename(second.with_name(first.name))
    (folder / "empty.pdf").touch()
    _, (deed, rejected) = rehearse.submit(first, folder / "empty.pdf")
    (folder / "lying.tif").write_bytes(first.read_bytes())
    _, (again, lying) = rehearse.submit(second, folder / "lying.tif")
    return Archive(rehearse, deed, again, rejected, lying)


def ids(page: dict[str, Any]) -> list[str]:
    return [result["processingId"] for result in page["results"]]


def page_by_page(archive: Archive, *question: str) -> list[dict[str, Any]]:
    """All results, of which one is asked for at a time."""
    page = archive.read(*question, "--limit", "1")
    results: list[dict[str, Any]] = page["results"]
    while page["next"]:
        page = archive.read(*question, "--limit", "1", "--next", page["next"])
        results += page["results"]
    return results


def test_the_list_has_the_latest_results_page_by_page(archive: Archive) -> None:
    results = page_by_page(archive, "list")

    assert len(results) == 4
    assert [result["timestamp"] for result in results] == sorted((r["timestamp"] for r in results), reverse=True)
    assert {archive.again["processingId"], archive.lying["processingId"]} == {r["processingId"] for r in results[:2]}


@pytest.mark.parametrize("by", ["key", "date", "status", "type"])
def test_every_index_finds_the_result(archive: Archive, by: str) -> None:
    latest = archive.read("show", archive.again["processingId"])["result"]
    attribute = {"key": "s3Key", "date": "uploadDate", "status": "status", "type": "documentType"}[by]

    page = archive.read("query", "--by", by, latest[attribute])

    assert latest in page["results"]
    assert latest["processingId"] not in ids(archive.read("query", "--by", by, latest[attribute], "--to", "2000-01-01"))


def test_a_run_is_shown_with_segments_costs_fields_and_their_places(archive: Archive) -> None:
    run = archive.read("show", archive.again["key"])

    assert run["record"]["processingId"] == run["result"]["processingId"] == archive.again["processingId"]
    assert run["earlier"] == [archive.deed["processingId"]]
    assert run["result"]["textractCost"] == 0.045 * run["result"]["pageCount"]
    assert [segment["hop"] for segment in run["segments"]] == [
        "accepted",
        "textractStarted",
        "textractCompleted",
        "completionReceived",
        "analysisRead",
        "modelAnswered",
        "completed",
    ]
    assert run["segments"][0]["budgetMs"] == 1000
    assert run["fields"] == archive.again["fields"]
    parcel = run["fields"]["parcelNumber"]
    assert parcel["confidence"] > 50
    assert parcel["pages"] == [1]
    assert parcel["blockIds"]


def test_the_outputs_can_be_downloaded(archive: Archive, tmp_path: Path) -> None:
    run = archive.read("show", archive.deed["processingId"], "--output", tmp_path / "new" / "folder")

    files = {path.name: path for path in (tmp_path / "new" / "folder").iterdir()}
    assert files.keys() == {address.rpartition("/")[2] for address in run["record"]["outputs"].values()}
    (v1,) = (path for name, path in files.items() if "_v1_schema_" in name)
    assert json.loads(v1.read_bytes())["fields"] == run["fields"]


def test_people_see_the_same(archive: Archive) -> None:
    deed = archive.deed

    rows = archive.results("list").stdout
    shown = archive.results("show", deed["processingId"]).stdout
    cost = archive.read("show", deed["processingId"])["result"]["textractCost"]

    assert deed["processingId"] in rows
    assert deed["key"] in rows
    parcel = deed["fields"]["parcelNumber"]["value"]
    for text in ("COMPLETED", f"{cost:.4f}", "Textract completed", parcel, *deed["outputs"]):
        assert text in shown


def test_a_rejected_document_is_shown_with_the_reason(archive: Archive) -> None:
    shown = archive.results("show", archive.rejected["key"]).stdout

    assert "FAILED" in shown
    assert archive.rejected["reason"] in shown


def test_failures_are_found_by_their_status_page_by_page(archive: Archive) -> None:
    results = page_by_page(archive, "query", "--by", "status", "failed")

    assert [result["failureCode"] for result in results] == ["MisleadingExtension", "EmptyDocument"]
    assert [result["totalCost"] for result in results] == [0, 0]


@pytest.mark.parametrize(("by", "attribute"), [("key", "s3Key"), ("date", "uploadDate")])
def test_a_failure_is_found_by_what_else_it_has(archive: Archive, by: str, attribute: str) -> None:
    failure = archive.read("show", archive.lying["processingId"])["result"]

    assert failure in page_by_page(archive, "query", "--by", by, failure[attribute])


def test_a_failure_has_no_document_type(archive: Archive) -> None:
    assert ids(archive.read("query", "--by", "type", "unknown")) == []


def test_what_was_spent_is_the_sum_of_the_results(archive: Archive) -> None:
    results = [archive.read("show", run["processingId"])["result"] for run in (archive.deed, archive.again)]
    spent = CliRunner().invoke(app, ["costs", "spent", "--json"], env=archive.rehearse.environment)

    days = json.loads(spent.stdout)
    assert (sum(day["completed"] for day in days), sum(day["failed"] for day in days)) == (2, 2)
    assert sum(day["pages"] for day in days) == sum(result["pageCount"] for result in results)
    for cost in ("textract", "bedrock", "total"):
        assert sum(day[cost] for day in days) == pytest.approx(sum(result[f"{cost}Cost"] for result in results))
        assert sum(day[cost] for day in days) > 0


def test_no_question_scans(archive: Archive, calls: Calls) -> None:
    account = archive.rehearse.environment["REHEARSE_ACCOUNT"]
    before = max(call.number for call in calls.find(account=account, limit=1))

    archive.read("list")
    archive.read("show", archive.deed["key"])
    for by, value in (("type", "deed"), ("status", "FAILED"), ("date", "2026-11-21"), ("key", archive.deed["key"])):
        archive.read("query", "--by", by, value)

    made = calls.find(account=account, service="dynamodb", after=before, limit=10_000)
    by_commands = [call for call in made if not call.role]  # the pipeline's own functions may run meanwhile
    assert {call.operation for call in by_commands} == {"DescribeTable", "Query", "BatchGetItem"}


@pytest.mark.parametrize("name", ["proc-0", "deed.pdf"])
def test_an_unknown_run_is_named_with_what_can_be_asked_for(archive: Archive, name: str) -> None:
    error = archive.results("show", name).exception

    assert isinstance(error, ResultsError)
    assert f"no run '{name}'" in error.message
    assert "rehearse results list" in error.hint


def test_nothing_found_is_no_error(archive: Archive) -> None:
    result = archive.results("query", "--by", "type", "sonnet")

    assert (result.exit_code, result.stdout) == (0, "No results.\n")


def test_a_token_of_another_page_is_refused(archive: Archive) -> None:
    token = archive.read("list", "--limit", "1")["next"]

    assert isinstance(archive.results("query", "--by", "type", "deed", "--next", token).exception, UsageError)
