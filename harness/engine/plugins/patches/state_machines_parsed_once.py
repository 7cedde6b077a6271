"""A definition of a state machine is parsed once, not for each of its executions.

Patches `localstack.services.stepfunctions.asl.parse.asl_parser`. As shipped each execution lets ANTLR parse the text
again, which takes as long as a state does. What executions evaluate is still made for each of them.
"""

from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

DEFINITIONS = 128
"""Parsed definitions to keep: more than the state machines of a rehearsal."""

Parse = Callable[[str], tuple[Any, Any]]


def apply(module: ModuleType) -> None:
    """Keep the trees of definitions without errors; nobody changes them."""

    def remembering(original: Parse) -> Any:
        tree_of = lru_cache(DEFINITIONS)(lambda definition: original(definition)[1])

        def parse(definition: str) -> tuple[Any, Any]:
            tree = tree_of(definition)
            return module.Preprocessor().visit(tree), tree

        return staticmethod(parse)

    replace(module.AmazonStateLanguageParser, "parse", remembering)


PATCH = Patch("state-machines-parsed-once", "localstack.services.stepfunctions.asl.parse.asl_parser", apply)
