import re
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel

from fakes.common.validation import violations

MODEL = ServiceModel(Loader().load_service_model("textract", "service-2"), "textract")
START: dict[str, Any] = {
    "DocumentLocation": {"S3Object": {"Bucket": "bucket", "Name": "incoming/deed+final 📜.pdf"}},
    "FeatureTypes": ["TABLES"],
    "ClientRequestToken": "token_1-a",
    "NotificationChannel": {
        "SNSTopicArn": "arn:aws:sns:us-east-1:111111111111:AmazonTextract",
        "RoleArn": "arn:aws:iam::111111111111:role/textract",
    },
}


def test_a_proper_request_passes() -> None:
    assert violations(MODEL.operation_model("StartDocumentAnalysis"), START) == ""


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"DocumentLocation": None}, "'DocumentLocation' failed to satisfy constraint: Member must not be null"),
        ({"FeatureTypes": ["PICTURES"]}, "'FeatureTypes.1.member' .* enum value set"),
        ({"ClientRequestToken": "no spaces"}, "'ClientRequestToken' .* regular expression"),
        ({"ClientRequestToken": "x" * 65}, "'ClientRequestToken' .* at most 64"),
        ({"JobTag": ""}, "'JobTag' .* at least 1"),
        ({"NotificationChannel": {"SNSTopicArn": "x" * 20}}, "2 validation errors .*SNSTopicArn.*RoleArn"),
    ],
)
def test_what_breaks_a_constraint_is_named(change: dict[str, Any], complaint: str) -> None:
    assert re.search(complaint, violations(MODEL.operation_model("StartDocumentAnalysis"), {**START, **change}))


def test_numbers_have_ranges() -> None:
    assert "MaxResults" in violations(MODEL.operation_model("GetDocumentAnalysis"), {"JobId": "a", "MaxResults": 0})
