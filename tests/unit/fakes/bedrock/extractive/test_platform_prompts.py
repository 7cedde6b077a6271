"""The prompts of the first system, read as files, asked about the sample deeds."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from harness.samples import Sample, write_samples
from tests.unit.fakes.bedrock.extractive.asking import answer
from tests.unit.fakes.bedrock.extractive.printing import comparable, printed

SYSTEM = Path(__file__).parents[5] / "platform" / "textract_processor"


@pytest.fixture(scope="module", params=range(4))
def deed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return write_samples(tmp_path_factory.mktemp("samples"), seed=request.param)[0]


def ask(prompt: str, schema: str, document: str) -> Any:
    wanted = (SYSTEM / "schemas" / schema).read_text()
    template = (SYSTEM / "prompts" / prompt).read_text()
    found = json.loads(answer(template.replace("{schema}", wanted).replace("{document}", document)) or "null")
    jsonschema.validate(found, json.loads(wanted))
    return found


def test_the_fields_of_a_deed_are_the_generators_truth(deed: Sample) -> None:
    found = ask("v1_schema.txt", "v1_answer.json", printed(deed.path))

    assert comparable(found) == comparable({**deed.truth.fields, "documentType": "deed"})


def test_every_label_of_a_deed_is_in_a_section_with_its_value(deed: Sample) -> None:
    sections = ask("v2_dynamic.txt", "v2_answer.json", printed(deed.path))["sections"]

    found = [(field["name"], field["value"]) for section in sections for field in section["fields"]]
    assert found == [(pair.key, pair.value) for pair in deed.truth.key_values]


def test_a_request_to_repair_is_answered_like_the_first(deed: Sample) -> None:
    document = printed(deed.path)
    schema = (SYSTEM / "schemas" / "v1_answer.json").read_text()
    first = (SYSTEM / "prompts" / "v1_schema.txt").read_text()
    first = first.replace("{schema}", schema).replace("{document}", document)
    repair = (SYSTEM / "prompts" / "repair.txt").read_text()
    repair = repair.replace("{prompt}", first).replace("{fault}", "it is no JSON").replace("{answer}", '{"county":')

    assert answer(repair) == answer(first)
