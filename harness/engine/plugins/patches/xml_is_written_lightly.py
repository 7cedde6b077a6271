"""Answers in XML are written as one text, and then encoded. Patches `localstack.aws.protocol.serializer`.

As shipped the standard library encodes each bracket and each name by itself, through a file: half of the work.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from harness.engine.plugins.patching import Patch, replace

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"

NodeToString = Callable[[Any, Any, str], Any]


def apply(module: ModuleType) -> None:
    """Write XML; what is to become JSON goes on as before."""
    replace(module.BaseXMLResponseSerializer, "_node_to_string", lambda original: _writing(original, module))


def _writing(original: NodeToString, module: ModuleType) -> NodeToString:
    def node_to_string(self: Any, root: Any, mime_type: str) -> Any:
        if root is None or mime_type == module.APPLICATION_JSON:
            return original(self, root, mime_type)
        text = DECLARATION + ElementTree.tostring(root, encoding="unicode")
        return text.encode(errors="xmlcharrefreplace")

    return node_to_string


PATCH = Patch("xml-is-written-lightly", "localstack.aws.protocol.serializer", apply)
