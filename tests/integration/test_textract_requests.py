"""Whatever is asked, Textract answers it or says what is wrong with it: it never breaks."""

from io import BytesIO
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from harness.clients import Clients
from tests.integration.textract_jobs import BUCKET_PREFIX
from tests.unit.fakes.judge import response_problems
from tests.unit.fakes.requests import requests

OPERATIONS = {
    "StartDocumentAnalysis": "start_document_analysis",
    "GetDocumentAnalysis": "get_document_analysis",
    "StartDocumentTextDetection": "start_document_text_detection",
    "GetDocumentTextDetection": "get_document_text_detection",
    "AnalyzeDocument": "analyze_document",
    "DetectDocumentText": "detect_document_text",
}


def _pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 720, "County: King")
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name = f"{BUCKET_PREFIX}{account}"
    aws.client("s3").create_bucket(Bucket=name)
    aws.client("s3").put_object(Bucket=name, Key="page.pdf", Body=_pdf())
    return name


def _requests(operation: str, bucket: str, job_id: str) -> st.SearchStrategy[dict[str, Any]]:
    there = st.just({"Bucket": bucket, "Name": "page.pdf"})
    anywhere = requests("textract", operation, {})
    given = {
        "S3Object": there,
        "JobId": st.just(job_id),
        "OutputConfig": st.just({"S3Bucket": bucket, "S3Prefix": "out"}),
        # Both are answered 501 with their names.
        "AdaptersConfig": st.none(),
        "HumanLoopConfig": st.none(),
    }
    return st.one_of(requests("textract", operation, given), anywhere).map(_without_what_is_not_emulated)


def _without_what_is_not_emulated(request: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in request.items() if name not in ("AdaptersConfig", "HumanLoopConfig")}


def _answer(operation: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What AWS answers, be it an error."""
    try:
        return dict(operation(**request))
    except ClientError as error:
        return dict(error.response)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_valid_request_is_answered_or_refused_for_a_reason(aws: Clients, bucket: str, operation: str) -> None:
    textract = aws.client("textract")
    location = {"S3Object": {"Bucket": bucket, "Name": "page.pdf"}}
    job_id = textract.start_document_analysis(DocumentLocation=location, FeatureTypes=["TABLES"])["JobId"]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_requests(operation, bucket, job_id))
    def ask(request: dict[str, Any]) -> None:
        answer = _answer(getattr(textract, OPERATIONS[operation]), request)
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        assert status < 500, answer
        assert status >= 400 or response_problems("textract", operation, answer) == ""

    ask()
