"""Every patch finds the place that it was written for."""

import importlib

import pytest

from harness.engine.plugins.clock import cures, order, queues
from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.handlers import Handlers
from harness.engine.plugins.patches import PATCHES
from harness.engine.plugins.patching import Patch, PatchBoard, PatchState

ALL = (*PATCHES, *cures.patches(Activity(), Handlers(Activity())), *queues.PATCHES, *order.PATCHES)
"""Those of every engine, and those of one on a virtual clock."""


@pytest.mark.parametrize("patch", ALL, ids=lambda patch: patch.name)
def test_a_patch_applies_to_the_pinned_localstack(patch: Patch) -> None:
    board = PatchBoard()
    board.install([patch])

    importlib.import_module(patch.module)

    assert board.failed() == {}
    assert board.states == {patch.name: PatchState.ACTIVE}


def test_no_two_patches_share_a_name() -> None:
    names = [patch.name for patch in ALL]

    assert sorted(set(names)) == sorted(names)
