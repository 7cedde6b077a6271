"""Many threads at one table, without HTTP in between, and what a save of the state needs."""

import pickle
from concurrent.futures import ThreadPoolExecutor

from harness.engine.plugins.dynamodb.backend import backend_of
from tests.unit.harness.engine.dynamodb.database import REGION, Database

THREADS = 16


def test_no_count_is_lost_while_others_read() -> None:
    database = Database()
    database.create()

    def work(thread: int) -> list[int]:
        statuses = []
        for number in range(40):
            statuses.append(
                database.call(
                    "UpdateItem",
                    TableName="things",
                    Key={"id": {"S": "counter"}},
                    UpdateExpression="ADD visits :one",
                    ExpressionAttributeValues={":one": {"N": "1"}},
                )[0]
            )
            # Writers that grow the table while readers walk through it.
            name = f"{thread}-{number}"
            statuses.append(database.call("PutItem", TableName="things", Item={"id": {"S": name}})[0])
            statuses.append(database.call("Scan", TableName="things", Limit=20)[0])
        return statuses

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = {status for of_thread in pool.map(work, range(THREADS)) for status in of_thread}

    assert statuses == {200}
    assert database.items()["counter"]["visits"] == {"N": str(THREADS * 40)}
    assert len(database.items()) == THREADS * 40 + 1


def test_tables_and_streams_can_be_saved() -> None:
    database = Database()
    database.create(StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
    database.call("PutItem", TableName="things", Item={"id": {"S": "a"}, "n": {"N": "1"}})
    backend = backend_of(database.account, REGION)

    restored = pickle.loads(pickle.dumps(backend))

    assert [item.to_json() for item in restored.tables["things"].all_items()] == [
        item.to_json() for item in backend.tables["things"].all_items()
    ]
    assert restored.streams == backend.streams
    assert restored.tables["things"].stream is next(iter(restored.streams.values()))
