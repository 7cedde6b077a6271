"""The sweeper follows its clock, and wakes only for what is due."""

import threading
from typing import Any

from harness.engine.plugins.dynamodb.sweeper import Due, Sweeper
from tests.unit.harness.engine.dynamodb.database import NOON, Clock, Database


def due(name: str) -> Due:
    return Due("111111111111", "us-east-1", "things", (name, None))


def expiring() -> Database:
    database = Database()
    database.create(StreamSpecification={"StreamEnabled": True, "StreamViewType": "OLD_IMAGE"})
    specification = {"Enabled": True, "AttributeName": "ttl"}
    database.call("UpdateTimeToLive", TableName="things", TimeToLiveSpecification=specification)
    return database


def put(database: Database, name: str, expires: float) -> None:
    item: dict[str, Any] = {"id": {"S": name}, "ttl": {"N": f"{expires:.0f}"}}
    database.call("PutItem", TableName="things", Item=item)


def test_items_expire_when_the_clock_says_so() -> None:
    database = expiring()
    put(database, "soon", NOON + 60)
    put(database, "later", NOON + 3600)

    database.service.sweeper.sweep()
    at_noon = set(database.items())
    database.clock.now = NOON + 60
    database.service.sweeper.sweep()

    assert at_noon == {"soon", "later"}
    assert set(database.items()) == {"later"}


def test_the_delay_of_aws_can_be_rehearsed() -> None:
    clock, gone = Clock(), list[Due]()
    sweeper = Sweeper(gone.append, clock, delay=48 * 3600)
    sweeper.schedule(NOON, due("a"))

    clock.now = NOON + 48 * 3600 - 1
    sweeper.sweep()
    assert gone == []

    clock.now += 1
    sweeper.sweep()
    assert gone == [due("a")]


def test_an_item_that_was_given_more_time_stays() -> None:
    database = expiring()
    put(database, "a", NOON + 10)
    put(database, "a", NOON + 100)

    database.clock.now = NOON + 50
    database.service.sweeper.sweep()

    assert set(database.items()) == {"a"}


def test_an_item_that_is_gone_or_whose_table_is_gone_is_no_problem() -> None:
    database = expiring()
    put(database, "deleted", NOON + 10)
    put(database, "orphan", NOON + 10)
    database.call("DeleteItem", TableName="things", Key={"id": {"S": "deleted"}})
    told = len(database.records())
    database.call("DeleteTable", TableName="things")

    database.clock.now = NOON + 50
    database.service.sweeper.sweep()

    assert len(database.records()) == told


def test_items_that_came_from_elsewhere_are_scheduled_on_request() -> None:
    database = expiring()
    put(database, "restored", NOON + 10)
    restarted = Database(database.clock)
    restarted.account = database.account

    restarted.service.schedule_everything()
    restarted.clock.now = NOON + 10
    restarted.service.sweeper.sweep()

    assert restarted.items() == {}


def test_the_thread_wakes_for_an_earlier_item() -> None:
    gone, happened = list[Due](), threading.Event()

    def expire(item: Due) -> None:
        gone.append(item)
        happened.set()

    sweeper = Sweeper(expire, Clock())
    sweeper.start()
    try:
        sweeper.schedule(NOON + 10**6, due("later"))
        sweeper.schedule(NOON - 1, due("earlier"))
        assert happened.wait(timeout=60)
    finally:
        sweeper.stop()

    assert gone == [due("earlier")]


def test_one_item_that_cannot_expire_does_not_stop_the_others() -> None:
    clock, gone = Clock(), list[Due]()

    def expire(item: Due) -> None:
        if item == due("bad"):
            raise RuntimeError(item)
        gone.append(item)

    sweeper = Sweeper(expire, clock)
    sweeper.schedule(NOON - 2, due("bad"))
    sweeper.schedule(NOON - 1, due("good"))
    sweeper.sweep()

    assert gone == [due("good")]
