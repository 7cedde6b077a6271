"""The bucket from which Lambda gets its code and CloudFormation its templates, locally as on AWS."""

import hashlib
from typing import Any

from botocore.exceptions import ClientError

from harness.clients import Clients
from harness.deploy.package import Artefact
from harness.deploy.system import System


class ArtefactBucket:
    """One bucket per account and region, shared by all systems."""

    def __init__(self, clients: Clients) -> None:
        self._s3 = clients.client("s3")
        self._region = clients.region
        self.name = f"rehearsal-artefacts-{clients.account}-{clients.region}"

    def upload(self, system: System, artefact: Artefact) -> str:
        """Put the zip unless it is there already, and return its key, which contains its digest."""
        key = f"{system.name}/{artefact.digest}.zip"
        if not self._holds(key):
            self._create()
            self._s3.upload_file(str(artefact.path), self.name, key)
        return key

    def upload_template(self, system: System, template: str) -> str:
        """Put the template, and return its URL: a body in the request may have 51,200 bytes only, an object 1 MB.

        Source: AWS CloudFormation User Guide, "Understand CloudFormation quotas".
        """
        body = template.encode()
        key = f"{system.name}/{hashlib.sha256(body).hexdigest()}.template.yaml"
        self._create()
        self._s3.put_object(Bucket=self.name, Key=key, Body=body)
        return f"{self._s3.meta.endpoint_url}/{self.name}/{key}"

    def remove(self, system: System) -> None:
        """Remove the system's zips and templates, and the bucket with the last system's."""
        try:
            keys = [item["Key"] for page in self._pages() for item in page.get("Contents", ())]
        except ClientError as error:
            if _code(error) in {"NoSuchBucket", "404"}:
                return
            raise
        own = [key for key in keys if key.startswith(f"{system.name}/")]
        for key in own:
            self._s3.delete_object(Bucket=self.name, Key=key)
        if len(own) == len(keys):
            self._s3.delete_bucket(Bucket=self.name)

    def _pages(self) -> Any:
        return self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.name)

    def _holds(self, key: str) -> bool:
        try:
            self._s3.head_object(Bucket=self.name, Key=key)
        except ClientError as error:
            if _code(error) in {"404", "NoSuchBucket", "NoSuchKey"}:
                return False
            raise
        return True

    def _create(self) -> None:
        # us-east-1 is the one region that must not be named.
        elsewhere = {} if self._region == "us-east-1" else {"LocationConstraint": self._region}
        arguments = {"CreateBucketConfiguration": elsewhere} if elsewhere else {}
        try:
            self._s3.create_bucket(Bucket=self.name, **arguments)
        except ClientError as error:
            if _code(error) != "BucketAlreadyOwnedByYou":
                raise
        self._s3.put_public_access_block(
            Bucket=self.name,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "IgnorePublicAcls": True,
                "BlockPublicPolicy": True,
                "RestrictPublicBuckets": True,
            },
        )


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])
