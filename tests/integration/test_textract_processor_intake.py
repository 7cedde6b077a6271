"""How textract_processor takes documents in when Textract is full, silent or stuck, and when it knows them already."""

from collections import Counter

import pytest

from harness.samples import write_samples
from harness.submit.record import TrackingRecord
from tests.integration.pipelines import DeployedPipeline

pytestmark = pytest.mark.timeout(600)

MINUTE, HOUR = 60, 3600
START = {"service": "textract", "operation": "StartDocumentAnalysis"}
BURST = 30
DRAINED = 30 * MINUTE
"""By then a Textract that starts a job every ten seconds has started those of the burst many times over."""


@pytest.fixture(scope="module")
def deed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A page whose content nobody else uploads."""
    return write_samples(tmp_path_factory.mktemp("samples"), seed=70)[0].path.read_bytes()


def variant(document: bytes, number: int) -> bytes:
    """The same page as another content: what follows a PDF's end is a comment."""
    return document + b"\n%% %d\n" % number


def pass_time(deployed: DeployedPipeline, seconds: int, keys: list[str]) -> list[TrackingRecord]:
    """Let time pass, at most so long, until all of these documents have ended; their records."""
    for _ in range(seconds // MINUTE):
        deployed.clock.advance(MINUTE)
        records = [deployed.record(key) for key in keys]
        if all(record.status.is_final for record in records):
            break
    return records


def test_a_burst_that_textract_cannot_take_at_once_is_completed_once(deployed: DeployedPipeline, deed: bytes) -> None:
    keys = [f"incoming/burst/{number:02}.pdf" for number in range(BURST)]
    with deployed.misbehaving({"kind": "throttle", "rate": 0.1, "burst": 3}, START):
        for number, key in enumerate(keys):
            deployed.upload(key, variant(deed, number))
        records = pass_time(deployed, DRAINED, keys)
    assert Counter(record.status for record in records) == {"COMPLETED": BURST}
    assert len({record.textract_job_id for record in records}) == BURST
    assert all(deployed.result(record).status == "COMPLETED" for record in records)
    assert len(outputs(records) & set(deployed.keys("processed/"))) == 5 * BURST


def outputs(records: list[TrackingRecord]) -> set[str]:
    """The keys of all outputs of these runs."""
    return {address.split("/", 3)[3] for record in records for address in record.outputs.values()}


def test_a_job_whose_completion_is_lost_is_finished_by_the_sweeper(deployed: DeployedPipeline, deed: bytes) -> None:
    with deployed.misbehaving({"kind": "drop"}, {"service": "textract"}, limit={"count": 1}):
        deployed.upload("incoming/lost.pdf", variant(deed, 101))
        (record,) = pass_time(deployed, HOUR, ["incoming/lost.pdf"])
    assert record.status == "COMPLETED"
    assert record.textract_completed_at
    assert record.textract_started_at
    assert (record.textract_completed_at - record.textract_started_at).total_seconds() >= 15 * MINUTE


def test_a_job_that_never_ends_fails_its_document(deployed: DeployedPipeline, deed: bytes) -> None:
    stuck = {"kind": "hang", "seconds": 48 * HOUR}
    with deployed.misbehaving(stuck, {"service": "textract", "point": "work"}, limit={"count": 1}):
        deployed.upload("incoming/stuck.pdf", variant(deed, 102))
        (record,) = pass_time(deployed, 3 * HOUR, ["incoming/stuck.pdf"])
    assert record.failure
    assert (record.status, record.failure.code) == ("FAILED", "AnalysisTimedOut")
    copies = [key for key in deployed.keys("failed/") if "/stuck.pdf" in key]
    assert [key.rpartition("/")[2] for key in copies] == ["stuck.pdf", "stuck.pdf.error.json"]


def test_a_known_content_under_another_key_is_not_read_again(deployed: DeployedPipeline, deed: bytes) -> None:
    first, copy = (deployed.process(f"incoming/{name}.PdF", variant(deed, 103)) for name in ("first", "copy"))
    assert (first.status, copy.status) == ("COMPLETED", "COMPLETED")
    assert ((deployed.result(first).textract_cost or 0) > 0, deployed.result(copy).textract_cost) == (True, 0)
    assert (deployed.result(copy).model_extra or {})["textractCacheHits"] == 1


def test_whoever_wants_to_hears_of_good_ends_and_of_bad_ones(deployed: DeployedPipeline, deed: bytes) -> None:
    deployed.process("incoming/good.pdf", variant(deed, 104))
    deployed.process("incoming/bad.pdf", b"")

    heard = deployed.notices()

    assert (heard["incoming/good.pdf"]["status"], heard["incoming/good.pdf"]["error"]) == ("COMPLETED", None)
    assert heard["incoming/bad.pdf"]["error"]["code"] == "EmptyDocument"


def test_a_document_that_is_refused_costs_nothing_and_says_so(deployed: DeployedPipeline) -> None:
    refused = deployed.result(deployed.process("incoming/refused.pdf", b"no PDF"))
    assert (refused.status, refused.textract_cost, refused.bedrock_cost) == ("FAILED", 0, 0)
