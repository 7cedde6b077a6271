"""A definition of a state machine is parsed once, not for each of its executions.

Two patches: of `localstack.services.stepfunctions.asl.parse.asl_parser`, and of
`localstack.services.stepfunctions.asl.component.eval_component`. As shipped each execution lets ANTLR parse the text
again, and makes its own components of the tree. These keep what they learn in the execution's environment, as they must
for the iterations of a map, which run at the same time; so executions share them, too.
"""

from functools import lru_cache
from types import ModuleType

from harness.engine.plugins.patching import Patch, replace

DEFINITIONS = 128
"""Parsed definitions to keep: more than the state machines of a rehearsal."""


def apply_to_definitions(module: ModuleType) -> None:
    """Keep the programs and trees of definitions without errors; nobody changes them."""
    parser = module.AmazonStateLanguageParser
    replace(parser, "parse", lambda original: staticmethod(lru_cache(DEFINITIONS)(original)))


def apply_to_components(module: ModuleType) -> None:
    """Name a component's place in the environment after the component itself.

    As shipped it is named when it is first asked for: two who ask at once could get two names, and one forget its
    retries.
    """
    replace(module.EvalComponent, "heap_key", lambda _original: property(lambda self: str(id(self))))


PACKAGE = "localstack.services.stepfunctions.asl"
DEFINITIONS_ONCE = Patch("state-machines-parsed-once", f"{PACKAGE}.parse.asl_parser", apply_to_definitions)
COMPONENTS_NAMED = Patch("components-have-a-name", f"{PACKAGE}.component.eval_component", apply_to_components)
