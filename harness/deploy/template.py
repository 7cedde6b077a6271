"""Reading a CloudFormation template as far as a deploy needs it."""

from pathlib import Path
from typing import Any

import yaml

from harness.errors import DeployError


class _TemplateLoader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms (`!Ref`, `!Sub` ...), whose values are kept and not interpreted."""


def _short_form(loader: _TemplateLoader, tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        raise yaml.YAMLError(f"unexpected node after !{tag}")
    return {tag if tag == "Ref" else f"Fn::{tag}": value}


_TemplateLoader.add_multi_constructor("!", _short_form)


def parameter_names(template: Path) -> set[str]:
    """Names of the template's parameters.

    Raises:
        DeployError: it isn't YAML.
    """
    try:
        document = yaml.load(template.read_text(), Loader=_TemplateLoader)
    except yaml.YAMLError as error:
        raise DeployError(f"{template} isn't valid YAML: {error}") from None
    return set(document.get("Parameters", {}))
