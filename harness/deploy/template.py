"""Reading a CloudFormation template as far as a deploy needs it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from harness.errors import DeployError

# In C where PyYAML was built with libyaml: 2,000 lines take a fifth of a second in Python.
_BaseLoader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _TemplateLoader(_BaseLoader):  # type: ignore[misc]
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


def parameter_names(template: Path) -> frozenset[str]:
    """Names of the template's parameters.

    Raises:
        DeployError: it isn't YAML.
    """
    try:
        return _parameter_names(template.read_text())
    except yaml.YAMLError as error:
        raise DeployError(f"{template} isn't valid YAML: {error}") from None


@lru_cache
def _parameter_names(text: str) -> frozenset[str]:
    # The same system is deployed for each scenario.
    return frozenset(yaml.load(text, Loader=_TemplateLoader).get("Parameters", {}))
