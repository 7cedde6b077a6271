"""Every patch that the engine applies to LocalStack. The self-check expects exactly these."""

from harness.engine.plugins.patching import Patch

PATCHES: tuple[Patch, ...] = ()
