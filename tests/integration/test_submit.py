"""`rehearse submit` as a user types it, with good and bad documents, against the deployed pipeline."""

import re
import signal
from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.pytest_plugin import EngineUnderTest
from harness.samples import write_broken_samples, write_oddly_named_samples, write_samples
from tests.integration.commands import PATIENCE, Rehearse

pytestmark = pytest.mark.timeout(600)

OUTPUTS = {"v1Schema", "v2Dynamic", "textractRaw", "schemaExtensions", "v2Summary"}
HOPS = [
    "uploaded",
    "accepted",
    "textractStarted",
    "textractCompleted",
    "completionReceived",
    "analysisRead",
    "modelAnswered",
    "completed",
]


def test_a_pdf_and_a_scan_come_out_as_fields_with_outputs_and_times(rehearse: Rehearse, tmp_path: Path) -> None:
    samples = write_samples(tmp_path, seed=3)

    status, results = rehearse.submit(*(sample.path for sample in samples))

    assert status == 0, results
    for sample, result in zip(samples, results, strict=True):
        assert (result["file"], result["key"]) == (str(sample.path), f"incoming/{sample.path.name}")
        assert (result["status"], result["reason"], result["duplicate"]) == ("COMPLETED", None, False)
        assert result["processingId"].startswith("proc-")
        assert result["fields"].keys() == sample.truth.fields.keys()
        assert result["fields"]["parcelNumber"]["value"] == sample.truth.fields["parcelNumber"]
        assert result["fields"]["parcelNumber"]["confidence"] > 50
        assert result["outputs"].keys() == OUTPUTS
        assert list(result["timings"]) == HOPS
        # Between two processes' clocks only cause and effect are certain.
        assert result["timings"]["accepted"] <= result["timings"]["completed"] == max(result["timings"].values())


def test_every_bad_document_ends_with_a_reason_and_every_odd_name_completes(rehearse: Rehearse, tmp_path: Path) -> None:
    broken = write_broken_samples(tmp_path / "broken")
    odd = write_oddly_named_samples(tmp_path / "odd")
    (tmp_path / "letter.docx").write_text("Dear Sirs")

    status, results = rehearse.submit(*(sample.path for sample in broken), *odd, tmp_path / "letter.docx")

    assert status == 1
    fates = {Path(result["file"]).name: result["status"] for result in results}
    assert fates == {
        **{sample.path.name: sample.fate.value for sample in broken},
        **{path.name: "COMPLETED" for path in odd},
        "letter.docx": "FAILED",
    }
    assert all(result["reason"] for result in results if result["status"] == "FAILED")
    assert not any(result["reason"] for result in results if result["status"] == "COMPLETED")


def test_the_same_document_again_is_a_duplicate_with_the_outputs_of_the_first(
    rehearse: Rehearse, tmp_path: Path
) -> None:
    deed = write_samples(tmp_path, seed=4)[0].path
    _, (first,) = rehearse.submit("--prefix", "twice", deed)

    status, (second,) = rehearse.submit("--prefix", "twice", deed)

    assert status == 0, second
    assert second["duplicate"]
    assert (second["processingId"], second["outputs"]) == (first["processingId"], first["outputs"])
    assert list(second["timings"]) == ["uploaded"]


def test_a_document_that_failed_may_be_tried_again(rehearse: Rehearse, tmp_path: Path) -> None:
    (tmp_path / "again.pdf").touch()
    _, (first,) = rehearse.submit(tmp_path / "again.pdf")

    status, (second,) = rehearse.submit(tmp_path / "again.pdf")

    assert (status, second["status"], second["duplicate"]) == (1, "FAILED", False)
    assert second["processingId"] != first["processingId"]


def test_people_see_hops_fields_and_a_page(rehearse: Rehearse, tmp_path: Path) -> None:
    deed = write_samples(tmp_path, seed=5)[0]

    status, out, err = rehearse.run("submit", "--report", tmp_path / "page", deed.path)

    assert status == 0, out + err
    for hop in ("uploaded", "event accepted", "Textract started", "Textract completed", "outputs saved"):
        assert f"ms  {deed.path.name}: {hop}" in err
    assert f"COMPLETED {deed.path} in " in out
    assert str(deed.truth.fields["documentNumber"]) in out
    assert "1 of 1 documents completed." in out
    page = (tmp_path / "page/index.html").read_text()
    assert page.count("data:image/jpeg;base64,") == len(deed.truth.words)
    assert str(deed.truth.fields["documentNumber"]) in page
    assert len(list((tmp_path / "page/outputs/1").iterdir())) == len(OUTPUTS)


def test_without_waiting_the_upload_is_enough(rehearse: Rehearse, tmp_path: Path) -> None:
    deed = write_samples(tmp_path, seed=6)[0].path

    status, (result,) = rehearse.submit("--no-wait", deed)

    assert status == 0, result
    assert "uploaded" in result["timings"]


def test_a_document_that_doesnt_arrive_in_time_is_named_with_its_next_hop(rehearse: Rehearse, tmp_path: Path) -> None:
    deed = write_samples(tmp_path, seed=7)[1].path

    status, out, err = rehearse.run("submit", "--timeout", "0.1", deed)

    assert status == 1
    assert "after 0.1 s; next hop: " in out
    assert "dead-letter queue" in err
    assert "--log-group-name /aws/lambda/" in err


def test_ctrl_c_ends_the_watching_and_not_the_work(rehearse: Rehearse, tmp_path: Path) -> None:
    deed = write_samples(tmp_path, seed=8)[1].path

    with rehearse.started("submit", deed) as process:
        assert process.stderr is not None
        assert "uploaded" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == 130
    assert "interrupted by Ctrl-C" in out
    assert "Submit the same files again" in err
    assert "Traceback" not in err
    assert rehearse.submit(deed)[0] == 0


def test_the_demo_deploys_processes_both_samples_and_writes_a_page(rehearse: Rehearse) -> None:
    for _ in range(2):  # the second is a new upload, too
        status, out, err = rehearse.run("demo", "--seed", "11")

        assert status == 0, out + err
        assert out.count("COMPLETED ") == 2
        assert "knew it already" not in out
        (page,) = re.findall("^Page: (.*)$", out, re.MULTILINE)
        assert "2 of 2 documents completed" in Path(page).read_text()
        assert [line.split()[1] for line in err.splitlines() if line.startswith("✓")] == [
            "Engine",
            "textract_processor",
            "Samples",
            "Samples",
            "Page",
        ]


def test_nothing_is_uploaded_when_one_file_is_missing(rehearse: Rehearse, tmp_path: Path) -> None:
    deed = write_samples(tmp_path, seed=9)[0].path

    status, out, err = rehearse.run("submit", deed, tmp_path / "missing.pdf")

    assert (status, out) == (UsageError.exit_code, "")
    assert f"{tmp_path / 'missing.pdf'}: there is no such file" in err
    assert "uploaded:" not in err


def test_without_a_deployed_pipeline_the_cure_is_named(engine: EngineUnderTest, tmp_path: Path) -> None:
    elsewhere = Rehearse({"REHEARSE_HOME": str(engine.home), "REHEARSE_ACCOUNT": "999999999999"})
    (tmp_path / "a.pdf").touch()

    status, _, err = elsewhere.run("submit", tmp_path / "a.pdf")

    assert status == 1
    assert "rehearse deploy textract_processor" in err


def test_without_an_engine_the_cure_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()

    status, _, err = Rehearse({"REHEARSE_HOME": str(tmp_path)}).run("submit", tmp_path / "a.pdf")

    assert status == 1
    assert "rehearse up" in err
