"""How the pause before the next attempt grows."""

from lambda_kit.backoff import LONGEST_RETRY_SECONDS, retry_delay


def test_pauses_double_up_to_a_limit() -> None:
    assert [retry_delay(count) for count in (1, 2, 3)] == [30, 60, 120]
    assert retry_delay(100) == LONGEST_RETRY_SECONDS
