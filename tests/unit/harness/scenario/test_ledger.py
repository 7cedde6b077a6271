"""Systems without a ledger: their scenarios may do everything but name invariants."""

from pathlib import Path

import pytest

from harness.scenario.catalog import load_catalog
from harness.scenario.faults import ScenarioFaultsError
from harness.scenario.loader import load_plan
from tests.unit.harness.scenario.scenario_files import BODY, HEAD, write

HEAD_OF_ANOTHER = HEAD.replace("textract_processor", "another_system")


def test_invariants_of_a_system_without_a_ledger_are_a_fault_before_anything_starts(tmp_path: Path) -> None:
    file = write(tmp_path, BODY + "invariants: [nothing_lost]\n", HEAD_OF_ANOTHER)

    with pytest.raises(ScenarioFaultsError) as raised:
        load_plan(file, load_catalog())

    (fault,) = raised.value.details
    assert "invariants: another_system has no ledger" in fault


def test_without_invariants_no_ledger_is_needed(tmp_path: Path) -> None:
    assert load_plan(write(tmp_path, BODY, HEAD_OF_ANOTHER), load_catalog()).invariants == ()
