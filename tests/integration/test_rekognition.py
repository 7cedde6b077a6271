"""boto3 -> engine -> the Rekognition that looks at pictures and films."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.completions import Completions
from tests.unit.fakes.rekognition import drawing


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name = f"pictures-{account}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture
def completions(aws: Clients) -> Completions:
    return Completions.subscribe(aws, "rekognition")


def _names(answer: dict[str, Any]) -> set[str]:
    return {label["Name"] for label in answer["Labels"]}


def test_an_uploaded_picture_is_labelled(aws: Clients, bucket: str) -> None:
    aws.client("s3").put_object(Bucket=bucket, Key="a b+c.png", Body=drawing.png(drawing.landscape()))
    image = {"S3Object": {"Bucket": bucket, "Name": "a b+c.png"}}

    answer = aws.client("rekognition").detect_labels(Image=image, MaxLabels=50, MinConfidence=75)

    assert _names(answer) == {"Sky", "Grass", "Plant", "Nature", "Outdoors"}


def test_a_sidecar_tells_the_labels(aws: Clients, bucket: str) -> None:
    s3 = aws.client("s3")
    s3.put_object(Bucket=bucket, Key="mug.png", Body=drawing.png(drawing.circle()))
    s3.put_object(Bucket=bucket, Key="mug.png.labels.json", Body=b'{"Labels": [{"Name": "Coffee Cup"}]}')

    answer = aws.client("rekognition").detect_labels(Image={"S3Object": {"Bucket": bucket, "Name": "mug.png"}})

    assert _names(answer) == {"Coffee Cup"}


def test_bytes_have_properties(aws: Clients) -> None:
    answer = aws.client("rekognition").detect_labels(
        Image={"Bytes": drawing.jpeg(drawing.circle())}, Features=["IMAGE_PROPERTIES"]
    )

    assert answer["ImageProperties"]["Foreground"]["DominantColors"][0]["SimplifiedColor"] == "red"


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ({"Bytes": b"this is no picture"}, "InvalidImageFormatException"),
        ({"Bytes": bytes(5 * 1024 * 1024 + 1)}, "ValidationException"),
        ({"S3Object": {"Bucket": "no-such-bucket-here", "Name": "a.png"}}, "InvalidS3ObjectException"),
        ({}, "InvalidParameterException"),
    ],
)
def test_what_is_no_picture_is_refused(aws: Clients, image: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError, match=code):
        aws.client("rekognition").detect_labels(Image=image)


def test_a_film_is_watched_and_its_end_announced(
    aws: Clients, bucket: str, completions: Completions, tmp_path: Path
) -> None:
    content = drawing.film(tmp_path / "film.mp4", drawing.circle(), drawing.landscape())
    aws.client("s3").put_object(Bucket=bucket, Key="films/one.mp4", Body=content)
    rekognition = aws.client("rekognition")

    job_id = rekognition.start_label_detection(
        Video={"S3Object": {"Bucket": bucket, "Name": "films/one.mp4"}},
        NotificationChannel=completions.channel,
        JobTag="upload-7",
    )["JobId"]
    message = completions.wait_for(job_id)

    assert (message["Status"], message["API"], message["JobTag"]) == ("SUCCEEDED", "StartLabelDetection", "upload-7")
    assert message["Video"] == {"S3ObjectName": "films/one.mp4", "S3Bucket": bucket}
    first = rekognition.get_label_detection(JobId=job_id, MaxResults=3, AggregateBy="SEGMENTS")
    rest = rekognition.get_label_detection(JobId=job_id, NextToken=first["NextToken"], AggregateBy="SEGMENTS")
    rows = first["Labels"] + rest["Labels"]
    assert {(row["Label"]["Name"], row["StartTimestampMillis"], row["EndTimestampMillis"]) for row in rows} >= {
        ("Circle", 0, 1000),
        ("Grass", 1000, 2000),
    }


def test_a_job_belongs_to_its_account(aws: Clients, bucket: str, tmp_path: Path, engine: Any) -> None:
    content = drawing.film(tmp_path / "film.mp4", drawing.circle())
    aws.client("s3").put_object(Bucket=bucket, Key="film.mp4", Body=content)
    video = {"S3Object": {"Bucket": bucket, "Name": "film.mp4"}}
    job_id = aws.client("rekognition").start_label_detection(Video=video)["JobId"]

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        engine.client("rekognition", "333333333333").get_label_detection(JobId=job_id)


def test_an_operation_that_is_not_emulated_says_its_name(aws: Clients) -> None:
    with pytest.raises(ClientError, match="DetectFaces is not emulated"):
        aws.client("rekognition").detect_faces(Image={"Bytes": json.dumps({}).encode()})
