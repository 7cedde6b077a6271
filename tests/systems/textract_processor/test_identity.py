"""Names that a redelivered event finds again."""

from dataclasses import replace
from uuid import UUID

from tests.systems.textract_processor.world import NOON
from textract_processor.domain.events import Upload
from textract_processor.domain.identity import client_request_token, processing_id

UPLOAD = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)


def test_the_same_content_under_the_same_key_is_the_same_run() -> None:
    assert processing_id(UPLOAD) == processing_id(replace(UPLOAD, version_id="v2"))


def test_new_content_another_key_or_another_bucket_is_another_run() -> None:
    others = (replace(UPLOAD, etag="other"), replace(UPLOAD, key="incoming/x.pdf"), replace(UPLOAD, bucket="b2"))
    assert len({processing_id(upload) for upload in (UPLOAD, *others)}) == 4


def test_each_attempt_is_another_run() -> None:
    assert len({processing_id(UPLOAD, attempt) for attempt in (1, 2, 3)}) == 3


def test_a_processing_id_is_a_uuid_and_fits_textracts_job_tag() -> None:
    identity = processing_id(UPLOAD)
    assert UUID(identity.removeprefix("proc-")).version == 5
    assert len(identity) <= 64


def test_a_token_names_one_version_and_fits_textracts_limit() -> None:
    token = client_request_token(UPLOAD)
    assert token == client_request_token(UPLOAD)
    assert token != client_request_token(replace(UPLOAD, version_id="v2"))
    assert len(token) <= 64


def test_a_bucket_without_versions_is_told_apart_by_content() -> None:
    plain = replace(UPLOAD, version_id=None)
    assert client_request_token(plain) != client_request_token(replace(plain, etag="other"))
