"""What scenarios know of each system: its ledger, and the actions and probes that only make sense for it."""

from harness.scenario.systems import textract_processor

SYSTEMS = {"textract_processor": textract_processor}
"""By the system's name. A module has `LEDGER`, `ACTIONS` and `PROBES`."""
