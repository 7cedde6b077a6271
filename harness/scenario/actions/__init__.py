"""What steps can do. Each action is a plain function of the world; its docstring is its documentation."""

from harness.scenario.actions.behaviours import behave, misbehave
from harness.scenario.actions.deploy import deploy
from harness.scenario.actions.documents import upload
from harness.scenario.actions.duplicates import redeliver_upload, repeat_completion, resend_completion
from harness.scenario.actions.messages import publish, redrive, send
from harness.scenario.actions.rules import disable_rule, enable_rule
from harness.scenario.actions.time import advance, run_to_idle

ACTIONS = (
    deploy,
    upload,
    redeliver_upload,
    repeat_completion,
    resend_completion,
    publish,
    send,
    redrive,
    disable_rule,
    enable_rule,
    misbehave,
    behave,
    advance,
    run_to_idle,
)
"""Every action of ours, in the order in which they are listed."""
