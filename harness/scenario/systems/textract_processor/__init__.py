"""textract_processor: documents, their runs, and what came out."""

from harness.scenario.systems.textract_processor.costs import (
    answers_overcharged,
    charges,
    cost_of,
    wrong_model_charges,
)
from harness.scenario.systems.textract_processor.documents import (
    failure_of,
    most_jobs_at_once,
    record_of,
    result_of,
    results_of,
    runs_of,
    status_of,
    statuses,
    unended,
)
from harness.scenario.systems.textract_processor.duplicates import (
    redeliver_upload,
    repeat_completion,
    resend_completion,
)
from harness.scenario.systems.textract_processor.ledger import DocumentLedger
from harness.scenario.systems.textract_processor.notices import told_again, untold
from harness.scenario.systems.textract_processor.outputs import outputs_of, pages_of, wrong_fields

LEDGER = DocumentLedger

ACTIONS = (redeliver_upload, repeat_completion, resend_completion)

PROBES = (
    status_of,
    statuses,
    unended,
    failure_of,
    record_of,
    runs_of,
    results_of,
    result_of,
    cost_of,
    most_jobs_at_once,
    charges,
    answers_overcharged,
    wrong_model_charges,
    untold,
    told_again,
    outputs_of,
    pages_of,
    wrong_fields,
)

__all__ = ["ACTIONS", "LEDGER", "PROBES"]
