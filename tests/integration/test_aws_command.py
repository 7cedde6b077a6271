"""`rehearse aws`: AWS's own command line, for one account of the engine."""

import json

import pytest

from harness.clients import Clients
from harness.pytest_plugin import EngineUnderTest
from tests.integration.commands import Rehearse


@pytest.fixture
def rehearse(engine: EngineUnderTest, account: str) -> Rehearse:
    """The command line in the test's own account, in which nothing is deployed."""
    return Rehearse({"REHEARSE_HOME": str(engine.home), "REHEARSE_ACCOUNT": account})


def test_it_reaches_also_the_service_whose_endpoint_the_command_chooses_itself(
    rehearse: Rehearse, aws: Clients
) -> None:
    url = aws.client("sqs").create_queue(QueueName="work")["QueueUrl"]

    status, out, err = rehearse.run("aws", "sqs", "list-queues", "--output", "json")

    assert (status, err) == (0, "")
    assert json.loads(out)["QueueUrls"] == [url]


def test_options_and_exit_status_are_those_of_the_command(rehearse: Rehearse) -> None:
    status, out, err = rehearse.run("aws", "--region", "eu-west-1", "sqs", "get-queue-url", "--queue-name", "none")

    assert status == 255
    assert out == ""
    assert "NonExistentQueue" in err
