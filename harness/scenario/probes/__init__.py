"""What expectations can ask. Each probe is a plain function of the world; its docstring is its documentation."""

from harness.scenario.probes.calls import calls_made
from harness.scenario.probes.documents import failure_of, results_of, runs_of, status_of
from harness.scenario.probes.logs import log_lines
from harness.scenario.probes.outputs import objects_like, outputs_of, pages_of, wrong_fields
from harness.scenario.probes.queues import queue_depth

PROBES = (
    status_of,
    failure_of,
    runs_of,
    results_of,
    outputs_of,
    pages_of,
    wrong_fields,
    objects_like,
    queue_depth,
    log_lines,
    calls_made,
)
"""Every probe of ours, in the order in which they are listed."""
