"""What expectations can ask. Each probe is a plain function of the world; its docstring is its documentation."""

from harness.scenario.probes.answers import answer_of
from harness.scenario.probes.calls import calls_made
from harness.scenario.probes.events import delivery_attempts, event_times, events_of
from harness.scenario.probes.executions import executions_of, retry_gaps, states_of
from harness.scenario.probes.lifecycle import expiry_of, lifecycle_of
from harness.scenario.probes.logs import log_lines, messages_logged
from harness.scenario.probes.queues import moved_after, queue_depth, receive_times, receives_of
from harness.scenario.probes.storage import object_exists, object_json, objects_json, objects_like
from harness.scenario.probes.tables import items_of
from harness.scenario.probes.watching import alarm_history, alarm_state, metric

PROBES = (
    object_exists,
    object_json,
    objects_json,
    objects_like,
    lifecycle_of,
    expiry_of,
    items_of,
    queue_depth,
    receives_of,
    receive_times,
    moved_after,
    events_of,
    event_times,
    delivery_attempts,
    executions_of,
    states_of,
    retry_gaps,
    alarm_state,
    alarm_history,
    metric,
    log_lines,
    messages_logged,
    calls_made,
    answer_of,
)
"""Those that make sense for every system, in the order in which they are listed."""
