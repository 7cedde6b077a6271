"""Forms write what LocalStack's own serializers write."""

import datetime
import json
from types import ModuleType
from typing import Any

import cbor2
import pytest
from localstack.aws.protocol import serializer
from localstack.aws.spec import load_service

from fakes.common.written import Written
from harness.engine.plugins.json_forms import Forms
from harness.engine.plugins.patches.json_answers_have_forms import apply

NOON = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)

NESTED = {"M": {"deep": {"L": [{"S": "x"}, {"M": {"deeper": {"BS": [b"\x00", b"\xff"]}}}, {"NULL": True}]}}}

ANSWERS: list[tuple[str, str, dict[str, Any]]] = [
    ("dynamodb", "GetItem", {"Item": {"id": {"S": "é"}, "raw": {"B": b"\x00\xff"}, "nested": NESTED}}),
    ("dynamodb", "DescribeTable", {"Table": {"TableName": "t", "CreationDateTime": NOON, "ItemCount": 0}}),
    ("dynamodb", "DescribeTimeToLive", {}),
    ("sqs", "ReceiveMessage", {"Messages": [{"Body": "b", "Attributes": {"SentTimestamp": "1"}}, None]}),
    ("stepfunctions", "DescribeExecution", {"executionArn": "arn", "startDate": NOON, "error": None}),
    ("lambda", "ListFunctions", {"Functions": [{"FunctionName": "f", "Timeout": 3, "Layers": []}]}),
    ("events", "DescribeRule", {"Name": "r", "of another service": 1}),
    ("bedrock-runtime", "Converse", {"output": {"message": {"content": [{"toolUse": {"input": {"any": [None]}}}]}}}),
    ("textract", "GetDocumentAnalysis", {"Blocks": [{"Geometry": {"Polygon": [{"X": 0.5, "Y": 1}]}}]}),
]


def _bodies(module: ModuleType, service: str, operation: str, answer: dict[str, Any]) -> tuple[Any, Any]:
    """What the original and what a form writes."""
    model = load_service(service)
    shape = model.operation_model(operation).output_shape
    writer = module.create_serializer(model)
    original: dict[str, Any] = {}
    writer._serialize(original, answer, shape, None, "application/json")
    return original, Forms(writer).write(answer, shape)


@pytest.mark.parametrize(("service", "operation", "answer"), ANSWERS, ids=lambda value: str(value)[:30])
def test_a_form_writes_what_the_original_writes(service: str, operation: str, answer: dict[str, Any]) -> None:
    original, written = _bodies(serializer, service, operation, answer)

    assert json.dumps(written) == json.dumps(original)


@pytest.mark.parametrize("accept", ["application/json", "application/cbor"])
@pytest.mark.parametrize("rest", [{}, {"JobStatus": "SUCCEEDED", "NextToken": None}])
def test_what_is_written_already_is_part_of_the_answer(rest: dict[str, Any], accept: str) -> None:
    apply(serializer)
    model = load_service("textract")
    operation = model.operation_model("GetDocumentAnalysis")
    blocks = [{"BlockType": "WORD", "Text": "\u00fc", "Confidence": 99.5}]

    answers = [
        serializer.create_serializer(model)
        .serialize_to_response({**rest, "Blocks": value}, operation, {"Accept": accept}, "request")
        .get_data()
        for value in (blocks, Written(json.dumps(blocks, ensure_ascii=False)))
    ]

    read = cbor2.loads if accept == "application/cbor" else json.loads
    assert read(answers[0]) == read(answers[1]) == {"Blocks": blocks, **{n: v for n, v in rest.items() if v}}


def test_what_no_form_can_write_is_refused_in_the_words_of_the_original() -> None:
    apply(serializer)
    model = load_service("sqs")

    with pytest.raises(serializer.ProtocolSerializerError, match=r"5. cannot be parsed to list"):
        serializer.create_serializer(model).serialize_to_response(
            {"Messages": 5}, model.operation_model("ReceiveMessage"), {}, "request"
        )
