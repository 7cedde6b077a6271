"""The results table against moto in this process."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from moto import mock_aws

from harness.clients import Clients
from harness.errors import HarnessError, ResultsError
from harness.results.indexes import INDEXES, By
from harness.results.query import Query, ask
from harness.results.table import ResultsTable

TABLE = "results"
DAY = 86_400_000


@pytest.fixture
def clients() -> Iterator[Clients]:
    with mock_aws():
        clients = Clients(None, "123456789012", "us-east-1")
        clients.client("dynamodb").create_table(TableName=TABLE, **deployed_table())
        yield clients


@pytest.fixture
def table(clients: Clients) -> ResultsTable:
    return ResultsTable(clients, TABLE)


class _Template(yaml.SafeLoader):
    """Reads CloudFormation's tags as what they stand before."""


_Template.add_multi_constructor("!", lambda loader, suffix, node: None)


def deployed_table() -> dict[str, Any]:
    """The table as the pipeline's template declares it."""
    template = Path(__file__).parents[4] / "platform/textract_processor/template.yaml"
    properties = yaml.load(template.read_text(), _Template)["Resources"]["ResultsTable"]["Properties"]
    names = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    return {name: properties[name] for name in names}


def put(clients: Clients, number: int, **attributes: str) -> None:
    """A result whose Textract job ended `number` days after the epoch."""
    text = {
        "processingId": f"proc-{number:04}",
        "s3Key": "incoming/a.pdf",
        "status": "COMPLETED",
        "uploadDate": f"{datetime.fromtimestamp(number * 86_400, UTC):%Y-%m-%d}",
        "documentType": "deed",
        **attributes,
    }
    item = {name: {"S": value} for name, value in text.items()} | {
        "timestamp": {"N": str(number * DAY)},
        "textractCost": {"N": "0.045"},
        "bedrockCost": {"N": "0.005"},
    }
    clients.client("dynamodb").put_item(TableName=TABLE, Item=item)


def pages(table: ResultsTable, query: Query, limit: int) -> list[list[str]]:
    """The ids on every page, each page asked for by the token of the page before."""
    found, token = [], None
    while True:
        page = table.page(query, limit, query.position(token) if token else None)
        found.append([result.processing_id for result in page.results])
        if page.next is None:
            return found
        token = page.next.token()


@pytest.mark.parametrize(
    ("by", "value"),
    [
        (By.KEY, "incoming/a.pdf"),
        (By.DATE, "1970-01-01..1970-01-31"),
        (By.STATUS, "COMPLETED"),
        (By.TYPE, "deed"),
    ],
)
def test_each_index_answers_whole_results_page_by_page_the_latest_first(
    clients: Clients, table: ResultsTable, by: By, value: str
) -> None:
    for number in range(7):
        put(clients, number)
    put(clients, 9, s3Key="incoming/b.pdf", status="FAILED", documentType="lease", uploadDate="1999-01-01")

    read = pages(table, ask(by, value), limit=3)

    assert [each for page in read for each in page] == [f"proc-000{number}" for number in (6, 5, 4, 3, 2, 1, 0)]
    assert [len(page) for page in read[:2]] == [3, 3]
    (first,) = table.page(ask(by, value), 1).results
    assert first.model_dump(by_alias=True, exclude_unset=True) == {
        "processingId": "proc-0006",
        "timestamp": 6 * DAY,
        "s3Key": "incoming/a.pdf",
        "status": "COMPLETED",
        "documentType": "deed",
        "textractCost": 0.045,
        "bedrockCost": 0.005,
        "uploadDate": "1970-01-07",
    }
    assert first.cost == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("1970-01-03", None, [4, 3, 2]),
        (None, "1970-01-02", [1, 0]),
        ("1970-01-02", "1970-01-03T00:00:00Z", [2, 1]),
    ],
)
def test_a_range_of_time_cuts_the_answer(
    clients: Clients, table: ResultsTable, start: str | None, end: str | None, found: list[int]
) -> None:
    for number in range(5):
        put(clients, number)

    results = table.page(ask(By.TYPE, "deed", start, end), 100).results

    assert [result.timestamp // DAY for result in results] == found


def test_more_results_than_a_batch_takes_are_read_through_the_index_of_keys(
    clients: Clients, table: ResultsTable
) -> None:
    for number in range(130):
        put(clients, number)

    assert [len(page) for page in pages(table, ask(By.TYPE, "deed"), limit=120)][:2] == [120, 10]


def test_a_row_that_expired_after_the_index_named_it_is_left_out(
    clients: Clients, table: ResultsTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    dynamodb = clients.client("dynamodb")
    for number in range(3):
        put(clients, number)
    answer = dynamodb.batch_get_item

    def after_the_sweeper(**request: Any) -> Any:
        dynamodb.delete_item(TableName=TABLE, Key={"processingId": {"S": "proc-0001"}, "timestamp": {"N": str(DAY)}})
        return answer(**request)

    monkeypatch.setattr(dynamodb, "batch_get_item", after_the_sweeper)

    assert pages(table, ask(By.TYPE, "deed"), limit=100) == [["proc-0002", "proc-0000"]]


def test_keys_that_a_batch_leaves_over_are_asked_for_again(
    clients: Clients, table: ResultsTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    dynamodb = clients.client("dynamodb")
    for number in range(5):
        put(clients, number)
    answer = dynamodb.batch_get_item

    def two_at_a_time(RequestItems: Any) -> Any:  # noqa: N803 - boto3's name
        keys = RequestItems[TABLE]["Keys"]
        rest = {TABLE: {"Keys": keys[2:]}} if keys[2:] else {}
        return answer(RequestItems={TABLE: {"Keys": keys[:2]}}) | {"UnprocessedKeys": rest}

    monkeypatch.setattr(dynamodb, "batch_get_item", two_at_a_time)

    assert [len(page) for page in pages(table, ask(By.TYPE, "deed"), limit=100)] == [5]


def test_a_table_that_answers_no_key_at_all_is_given_up(
    clients: Clients, table: ResultsTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(clients, 1)
    monkeypatch.setattr(
        clients.client("dynamodb"),
        "batch_get_item",
        lambda RequestItems: {"Responses": {}, "UnprocessedKeys": RequestItems},  # noqa: N803 - boto3's name
    )

    with pytest.raises(ResultsError, match="too busy"):
        table.page(ask(By.TYPE, "deed"), 1)


def test_an_item_of_another_form_is_named(clients: Clients, table: ResultsTable) -> None:
    put(clients, 1)
    clients.client("dynamodb").update_item(
        TableName=TABLE,
        Key={"processingId": {"S": "proc-0001"}, "timestamp": {"N": str(DAY)}},
        UpdateExpression="SET salePrice = :price",
        ExpressionAttributeValues={":price": {"S": "a lot"}},
    )

    with pytest.raises(HarnessError, match="proc-0001"):
        table.page(ask(By.KEY, "incoming/a.pdf"), 1)


def test_a_run_has_the_latest_of_its_results_or_none(clients: Clients, table: ResultsTable) -> None:
    put(clients, 1, processingId="proc-1")
    put(clients, 2, processingId="proc-1")

    result = table.result("proc-1")

    assert result is not None
    assert result.ended_at == datetime(1970, 1, 3, tzinfo=UTC)
    assert table.result("proc-2") is None


def test_a_table_that_isnt_there_is_explained(clients: Clients) -> None:
    with pytest.raises(HarnessError, match="read index status-timestamp-index of table gone"):
        ResultsTable(clients, "gone").page(ask(By.STATUS, "FAILED"), 1)


def test_the_indexes_are_those_of_the_template() -> None:
    declared = {
        index["IndexName"]: (index["KeySchema"][0]["AttributeName"], index["Projection"]["ProjectionType"])
        for index in deployed_table()["GlobalSecondaryIndexes"]
    }

    assert declared == {
        index.name: (index.attribute, "KEYS_ONLY" if index.keys_only else "ALL") for index in INDEXES.values()
    }
