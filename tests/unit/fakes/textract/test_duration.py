"""How long jobs take: as documented where time costs nothing, at once elsewhere."""

import pytest

from fakes.settings import FakeSettings
from fakes.textract.duration import duration_of


@pytest.mark.parametrize(("pages", "seconds"), [(1, 45), (2, 97.5), (3, 150), (10, 300), (17, 450)])
def test_documented_lengths_are_met_and_those_between_lie_on_lines(pages: int, seconds: float) -> None:
    assert duration_of(FakeSettings(durations="documented"))(pages) == pytest.approx(seconds)


def test_a_document_without_pages_takes_as_long_as_one_page() -> None:
    assert duration_of(FakeSettings(durations="documented"))(0) == 45


def test_a_setting_of_its_own_wins() -> None:
    assert duration_of(FakeSettings(durations="documented", textract_seconds_per_page=2))(3) == 6


def test_otherwise_a_job_takes_no_longer_than_reading() -> None:
    assert duration_of(FakeSettings())(10) == 0
