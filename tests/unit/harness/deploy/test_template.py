from pathlib import Path

import pytest

from harness.deploy.template import parameter_names
from harness.errors import DeployError

TEMPLATE = """\
Parameters:
  Stage: {Type: String}
  NameSuffix: {Type: String, Default: ""}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub incoming-${Stage}
      Tags: !If [Tagged, [{Key: a, Value: !GetAtt Other.Arn}], !Ref AWS::NoValue]
"""


def test_the_parameters_of_a_template_with_short_forms(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text(TEMPLATE)

    assert parameter_names(template) == {"Stage", "NameSuffix"}


def test_a_template_that_was_edited_is_read_again(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text(TEMPLATE)
    parameter_names(template)
    template.write_text(TEMPLATE.replace("NameSuffix", "Suffix"))

    assert parameter_names(template) == {"Stage", "Suffix"}


def test_a_template_without_parameters(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text("Resources: {}")

    assert parameter_names(template) == set()


def test_a_file_that_isnt_yaml_is_named(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text("Resources: [")

    with pytest.raises(DeployError, match=r"template\.yaml isn't valid YAML"):
        parameter_names(template)
