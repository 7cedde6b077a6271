from dataclasses import dataclass, field
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.errors import ThrottledError
from fakes.bedrock.quotas import Quotas
from fakes.common.owner import Owner
from fakes.settings import BedrockQuota

NOVA, TITAN = MODELS["amazon.nova-lite-v1:0"], MODELS["amazon.titan-embed-text-v2:0"]
ANN, BOB = Owner("111111111111", "us-east-1"), Owner("222222222222", "us-east-1")


@dataclass
class World:
    requests: int | None = None
    tokens: int | None = None
    time: float = 1000.0
    quotas: Quotas = field(init=False)

    def __post_init__(self) -> None:
        self.quotas = Quotas({NOVA.id: BedrockQuota(requests=self.requests, tokens=self.tokens)}, lambda: self.time)

    def ask(self, tokens: int = 0, caller: Owner = ANN) -> bool:
        try:
            self.quotas.admit(caller, NOVA, tokens)
        except ThrottledError:
            return False
        return True


def test_so_many_requests_are_admitted_in_any_minute() -> None:
    world = World(requests=2)

    assert [world.ask(), world.ask(), world.ask()] == [True, True, False]
    world.time += 59.9
    assert not world.ask()
    world.time += 0.1
    assert world.ask()


def test_accounts_regions_and_models_have_quotas_of_their_own() -> None:
    world = World(requests=1)
    world.ask()

    assert world.ask(caller=BOB)
    assert world.ask(caller=Owner(ANN.account, "eu-west-1"))
    for _ in range(5):
        world.quotas.admit(ANN, TITAN, 10**9)


def test_what_was_reserved_and_not_used_is_given_back() -> None:
    world = World(tokens=100)
    reservation = world.quotas.admit(ANN, NOVA, 100)

    with pytest.raises(ThrottledError, match=r"^Too many tokens, please wait before trying again"):
        world.quotas.admit(ANN, NOVA, 1)
    reservation.tokens = 40
    assert world.ask(60)
    assert not world.ask(1)


def test_a_quota_can_be_for_every_model() -> None:
    quotas = Quotas({"*": BedrockQuota(requests=0)}, lambda: 0.0)

    for model in MODELS.values():
        with pytest.raises(ThrottledError, match=r"^Too many requests, please wait before trying again"):
            quotas.admit(ANN, model, 0)


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 60)), max_size=40))
def test_no_minute_ever_has_more_than_the_quota(requests: list[tuple[float, int]]) -> None:
    world, admitted = World(tokens=100), list[tuple[float, int]]()
    for pause, tokens in requests:
        world.time += pause
        if world.ask(tokens):
            admitted.append((world.time, tokens))

    for start, _ in admitted:
        assert sum(tokens for time, tokens in admitted if start <= time < start + 60) <= 100


def test_a_race_for_the_last_place_has_one_winner() -> None:
    world, barrier, won = World(requests=1), Barrier(8), list[bool]()

    def race() -> None:
        barrier.wait()
        won.append(world.ask())

    threads = [Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(won) == [False] * 7 + [True]
