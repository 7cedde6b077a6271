"""What steps can do. Each action is a plain function of the world; its docstring is its documentation."""

from harness.scenario.actions.behaviours import behave, misbehave
from harness.scenario.actions.commands import run_command
from harness.scenario.actions.deploy import deploy
from harness.scenario.actions.documents import delete_object, upload, upload_many, upload_oversize
from harness.scenario.actions.messages import publish, put_event, redrive, send
from harness.scenario.actions.outages import kill_worker, restart_engine
from harness.scenario.actions.permissions import restore_permission, revoke_permission
from harness.scenario.actions.requests import call_api, invoke
from harness.scenario.actions.rules import disable_rule, enable_rule
from harness.scenario.actions.time import advance, run_to_idle

ACTIONS = (
    deploy,
    upload,
    upload_many,
    upload_oversize,
    delete_object,
    call_api,
    invoke,
    publish,
    send,
    put_event,
    redrive,
    run_command,
    disable_rule,
    enable_rule,
    revoke_permission,
    restore_permission,
    kill_worker,
    restart_engine,
    misbehave,
    behave,
    advance,
    run_to_idle,
)
"""Those that make sense for every system, in the order in which they are listed."""
