"""Document analysis, on Textract."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from lambda_kit.clients import SILENCE, error_code, error_message
from lambda_kit.errors import RetryableError
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.events import Upload
from textract_processor.domain.ports import AnalysisBusyError, TooManyStartsError
from textract_processor.domain.validation import DocumentRejectedError

if TYPE_CHECKING:
    from mypy_boto3_textract import TextractClient
    from mypy_boto3_textract.literals import FeatureTypeType

DOCUMENTS_FAULT: Final = frozenset(
    {
        "UnsupportedDocumentException",
        "BadDocumentException",
        "DocumentTooLargeException",
        "InvalidS3ObjectException",
    }
)
TOO_MANY_STARTS: Final = frozenset({"ProvisionedThroughputExceededException", "ThrottlingException"})
FEATURES: Final["list[FeatureTypeType]"] = ["TABLES", "FORMS", "LAYOUT"]
BLOCKS_PER_PAGE: Final = 1000
"""The most that one answer holds."""


class TextractAnalysis:
    """`DocumentAnalysis` on Textract, which tells a topic when a job has ended."""

    def __init__(self, textract: "TextractClient", topic_arn: str = "", role_arn: str = "") -> None:
        """Without a topic and the role that may publish to it, results can be read but no job started."""
        self._textract = textract
        self._topic_arn = topic_arn
        self._role_arn = role_arn

    def start(self, upload: Upload, token: str, tag: str) -> str:
        """Start a job for tables, forms and layout; the same token never starts a second one, even if Textract's answer
        to the first request was lost."""
        try:
            response = self._textract.start_document_analysis(
                DocumentLocation={"S3Object": _s3_object(upload)},
                FeatureTypes=FEATURES,
                ClientRequestToken=token,
                JobTag=tag,
                NotificationChannel={"SNSTopicArn": self._topic_arn, "RoleArn": self._role_arn},
            )
        except SILENCE as error:
            raise RetryableError("TextractSilent", f"Textract did not answer: {error}") from error
        except ClientError as error:
            raise _named(error) from error
        return response["JobId"]

    def status(self, job_id: str) -> str | None:
        """Ask for the smallest answer; Textract forgets a job after seven days."""
        try:
            return self._textract.get_document_analysis(JobId=job_id, MaxResults=1)["JobStatus"]
        except ClientError as error:
            if error_code(error) == "InvalidJobIdException":
                return None
            raise

    def result(self, job_id: str) -> AnalysisResult:
        """Read all of a job's answers and join their blocks."""
        answers = self._answers(job_id)
        whole = next(answers)
        if whole["JobStatus"] == "IN_PROGRESS":
            raise RetryableError("AnalysisUnfinished", f"Textract job {job_id} has not ended")
        blocks = [*whole.get("Blocks", ()), *(block for answer in answers for block in answer["Blocks"])]
        left_out = ("ResponseMetadata", "NextToken", "Blocks")
        return AnalysisResult({name: whole[name] for name in whole if name not in left_out} | {"Blocks": blocks})

    def _answers(self, job_id: str) -> Iterator[Any]:
        token: dict[str, str] = {}
        while True:
            answer = self._textract.get_document_analysis(JobId=job_id, MaxResults=BLOCKS_PER_PAGE, **token)
            yield answer
            if "NextToken" not in answer:
                return
            token = {"NextToken": answer["NextToken"]}


def _s3_object(upload: Upload) -> Any:
    version = {"Version": upload.version_id} if upload.version_id else {}
    return {"Bucket": upload.bucket, "Name": upload.key, **version}


def _named(error: ClientError) -> Exception:
    code = error_code(error)
    if code in DOCUMENTS_FAULT:
        return DocumentRejectedError(code.removesuffix("Exception"), error_message(error))
    if code == "LimitExceededException":
        return AnalysisBusyError(code.removesuffix("Exception"), error_message(error))
    if code in TOO_MANY_STARTS:
        return TooManyStartsError(code.removesuffix("Exception"), error_message(error))
    if code == "InternalServerError":
        return RetryableError(code, error_message(error))
    return error
