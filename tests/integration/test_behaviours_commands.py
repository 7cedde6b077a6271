"""`rehearse behave` and `rehearse calls`, as they are typed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from harness.behaviours import Behaviours
from harness.cli import app
from harness.clients import Clients
from harness.errors import UsageError
from harness.pytest_plugin import EngineUnderTest


@pytest.fixture(autouse=True)
def here(engine: EngineUnderTest, account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands find the run's engine, and act for the test's own account."""
    monkeypatch.setenv("REHEARSE_HOME", str(engine.home))
    monkeypatch.setenv("REHEARSE_ACCOUNT", account)


def rehearse(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result


def test_a_behaviour_is_set_by_options_shown_and_cleared(behave: Behaviours, aws: Clients) -> None:
    rehearse(
        *("behave", "set", "--id", "outage", "--service", "s3", "--effect", "error"),
        *("--with", "code=SlowDown", "--with", "status=503", "--count", "1"),
    )
    (report,) = behave.reports()
    assert (report.behaviour.match.service, report.behaviour.limit.count) == ("s3", 1)

    aws.client("s3").list_buckets()

    assert "error (code=SlowDown" in rehearse("behave", "list").output
    assert "s3.ListBuckets : applied" in rehearse("behave", "list", "--decisions").output
    cleared = json.loads(rehearse("behave", "clear", "--json").output)
    assert (cleared["matched"], cleared["applied"]) == (2, 1)
    assert behave.reports() == []


def test_a_behaviour_that_never_took_effect_is_told(behave: Behaviours) -> None:
    rehearse("behave", "set", "--service", "textract", "--effect", "drop")

    assert "never" in rehearse("behave", "clear").output


def test_behaviours_of_a_file_are_set_in_their_order(behave: Behaviours, tmp_path: Path) -> None:
    file = tmp_path / "outage.yaml"
    file.write_text(
        """
        - id: second-publish-is-lost
          match: {service: sns, nth: 2}
          effect: {kind: drop}
        - id: slow
          match: {service: dynamodb, probability: 0.5, seed: 7}
          effect: {kind: delay, seconds: {distribution: exponential, mean: 0.2}}
          limit: {seconds: 60}
        """
    )

    rehearse("behave", "set", str(file))

    assert [report.behaviour.id for report in behave.reports()] == ["second-publish-is-lost", "slow"]
    behave.clear()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "Say what is to happen"),
        (("--effect", "explode"), "makes no sense"),
        (("--effect", "drop", "--point", "call"), "makes no sense"),
        (("outage.yaml", "--service", "s3"), "Say what is to happen"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], complaint: str) -> None:
    result = CliRunner().invoke(app, ["behave", "set", *arguments])

    assert isinstance(result.exception, UsageError)
    assert complaint in str(result.exception)


def test_clearing_what_is_not_there_says_so() -> None:
    result = CliRunner().invoke(app, ["behave", "clear", "ghost"])

    assert isinstance(result.exception, UsageError)


def test_calls_are_shown_to_people_machines_and_files(aws: Clients, account: str, tmp_path: Path) -> None:
    aws.client("sqs").create_queue(QueueName="work")
    mine = ("calls", "--account", account, "--service", "sqs")

    assert f"{account} sqs.CreateQueue queue=work -> 200" in rehearse(*mine).output
    assert json.loads(rehearse(*mine, "--json").output)["operation"] == "CreateQueue"
    rehearse(*mine, "--output", str(tmp_path / "calls.jsonl"))
    assert json.loads((tmp_path / "calls.jsonl").read_text())["resources"] == {"queue": "work"}
    assert rehearse(*mine, "--errors").stdout == ""
