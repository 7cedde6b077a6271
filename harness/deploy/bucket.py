"""Emptying a bucket, which CloudFormation demands before it deletes one."""

from botocore.exceptions import ClientError

from harness.clients import Clients


def empty_bucket(clients: Clients, name: str) -> None:
    """Delete every version of every object, and every delete marker. A bucket that is gone counts as empty."""
    s3 = clients.client("s3")
    try:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
            versions = [
                {"Key": item["Key"], "VersionId": item["VersionId"]}
                for kind in ("Versions", "DeleteMarkers")
                for item in page.get(kind, ())
            ]
            if versions:
                s3.delete_objects(Bucket=name, Delete={"Objects": versions, "Quiet": True})
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucket":
            raise
