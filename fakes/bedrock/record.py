"""Asks a real account and records what it answers: `python -m fakes.bedrock.record CASSETTES REQUEST.json…`.

A request file holds what boto3's `converse` or `invoke_model` takes, such as `{"modelId": …, "messages": […]}`, or
`{"modelId": …, "body": {…}}`. Credentials and region are the AWS SDK's usual ones.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import boto3

from fakes.bedrock.recorder import Recorder


def main(arguments: Sequence[str] | None = None) -> None:
    """Record the answers to request files."""
    given = _parser().parse_args(arguments)
    recorder = Recorder(given.folder)
    client = boto3.client("bedrock-runtime", endpoint_url=given.endpoint_url)
    recorder.listen(client.meta.events)
    for file in given.requests:
        _ask(client, json.loads(file.read_bytes()))
    sys.stdout.writelines(f"{file}\n" for file in recorder.files)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fakes.bedrock.record", description=__doc__)
    parser.add_argument("folder", type=Path, help="where cassettes are kept: `cassettes` in the responders' folder")
    parser.add_argument("requests", type=Path, nargs="+", help="JSON files of requests")
    parser.add_argument("--endpoint-url", help="another endpoint than the region's own")
    return parser


def _ask(client: Any, request: dict[str, Any]) -> None:
    if "body" in request:
        client.invoke_model(**{**request, "body": json.dumps(request["body"])})
    else:
        client.converse(**request)


if __name__ == "__main__":
    main()
