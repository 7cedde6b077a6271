"""The engine's calls of itself: from a client straight into the gateway of the same process."""

import time
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

from botocore.awsrequest import AWSResponse
from botocore.endpoint import convert_to_response_dict
from botocore.signers import RequestSigner

from harness.engine.plugins.patches.internal_calls_are_not_signed import UNSIGNED

SHARED_MODELS = frozenset({"sqs-query", "docdb", "neptune", "timestream-write"})
"""Services that another one's model serves, which the gateway finds: as in LocalStack's `GatewayShortCircuit`."""

# botocore's model of an operation and the dictionary of a request, LocalStack's gateway and response: without types.
Operation = Any
Parameters = dict[str, Any]
Answer = tuple[AWSResponse, dict[str, Any]]
"""An answer with its parsed form."""
Outcome = tuple[Answer | None, Exception | None]
"""An answer, or what broke the call."""


@dataclass(frozen=True)
class Request:
    """What LocalStack makes its own request of."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Loop:
    """Takes the calls of one client.

    Attributes:
        module: `localstack.aws.client`.
        gateway: answers.
        endpoint: botocore's, with the parsers of answers.
        signer: knows whose client it is.
        home: URL of this engine; a client may be told another.
    """

    module: ModuleType
    gateway: Any
    endpoint: Any
    signer: RequestSigner
    home: str

    def takes(self, parameters: Parameters, operation: Operation) -> bool:
        """Whether a call can go this way: to here, by somebody, and with all of its body."""
        whole = isinstance(parameters["body"], bytes | str | dict) and not operation.has_event_stream_input
        return whole and self.home in parameters["url"] and operation.auth_type is None

    def send(self, parameters: Parameters, operation: Operation) -> Outcome:
        """Call the gateway."""
        context = self.module.RequestContext(request=self.module.create_http_request(self._request(parameters)))
        if operation.service_model.service_name not in SHARED_MODELS:
            context.service = operation.service_model
        context.operation = operation
        answer = self.module.Response()
        try:
            self.gateway.handle(context, answer)
            return self._parsed(context.request.url, answer, operation), None
        except Exception as error:
            return None, error

    def _request(self, parameters: Parameters) -> Request:
        body = parameters["body"]
        content = urlencode(body, doseq=True) if isinstance(body, dict) else body
        content = content.encode() if isinstance(content, str) else content
        headers = {**parameters["headers"], "Authorization": self._authorization(parameters)}
        if content:
            headers["Content-Length"] = str(len(content))
        return Request(parameters["method"], parameters["url"], headers, content)

    def _authorization(self, parameters: Parameters) -> str:
        signing = parameters["context"].get("signing", {})
        key = self.signer._credentials.access_key  # type: ignore[attr-defined]
        region = signing.get("region", self.signer.region_name)
        service = signing.get("signing_name", self.signer.signing_name)
        scope = f"{key}/{time.strftime('%Y%m%d', time.gmtime())}/{region}/{service}/aws4_request"
        return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature={UNSIGNED}"

    def _parsed(self, url: str, answer: Any, operation: Operation) -> Answer:
        response = AWSResponse(url, answer.status_code, answer.headers, self.module._ResponseStream(answer))
        raw = convert_to_response_dict(response, operation)
        parser = self.endpoint._response_parser_factory.create_parser(operation.service_model.resolved_protocol)
        parsed = parser.parse(raw, operation.output_shape)
        if answer.status_code >= 300:
            self.endpoint._add_modeled_error_fields(raw, parsed, operation, parser)
        return response, parsed
