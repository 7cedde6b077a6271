"""Trees of update expressions and tokens of conditions: made once for each expression, and walked without detours.

moto parses the expression of an update twice, copies its tree by Python's generic means, and walks through it seven
times. Of each node it asks again and again what it is, which is dear for abstract classes: it was most of an update.
"""

from collections import deque
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any, Final

from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser, Expression, Node, UpdateExpressionFunction
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

from harness.engine.plugins.dynamodb.copying import copied
from harness.engine.plugins.patching import replace

EXPRESSIONS_KEPT: Final = 1024
"""The platform has a few dozen; but an expression may also be composed for each call."""

NESTS: Final = (Expression, UpdateExpressionFunction)
"""Kinds of nodes within which placeholders may stand."""

Kinds = tuple[type, ...]
Tokens = deque[Any]


def install() -> None:
    """Parse, copy and walk our way.

    Raises:
        PatchError: moto isn't the version that this was written for.
    """
    # Validators copy a tree before they change it, so that all updates may share it.
    replace(UpdateExpressionParser, "make", lambda original: staticmethod(lru_cache(EXPRESSIONS_KEPT)(original)))
    replace(Node, "find_clauses", lambda _: find_clauses)
    replace(DepthFirstTraverser, "traverse_node_recursively", lambda _: walk)
    replace(ConditionExpressionParser, "_lex_condition_expression", remembering_tokens)
    Node.__deepcopy__ = lambda self, _memo: copy_tree(self)


@cache
def is_a(kind: type, kinds: Kinds) -> bool:
    """Whether a class of nodes is one of some kinds."""
    return issubclass(kind, kinds)


def copy_tree(root: Any) -> Any:
    """A copy of a tree whose nodes are its own."""
    twins: dict[Any, Any] = {}
    twin = _copy_node(root, twins)
    for node, its_twin in twins.items():
        its_twin.parent = twins.get(node.parent)
    return twin


def find_clauses(node: Any, kinds: Iterable[type]) -> list[Any]:
    """The nodes of certain kinds, and no others, that stand in a tree of expressions and functions."""
    found = []
    for child in node.children or ():
        if child.__class__ in kinds:
            found.append(child)
        elif is_a(child.__class__, NESTS):
            found += find_clauses(child, kinds)
    return found


def walk(traverser: Any, node: Any, child_id: int = -1) -> Any:
    """Have a traverser process a tree from its leaves to its root; returns what stands in the root's place."""
    processors = traverser._processing_map()
    return _walk(traverser, processors, tuple(processors), node, child_id)


def remembering_tokens(original: Callable[[Any], Tokens]) -> Callable[[Any], Tokens]:
    """The tokens of a condition, which can't change, in a list of the caller's own."""
    tokens = lru_cache(EXPRESSIONS_KEPT)(lambda text: tuple(original(ConditionExpressionParser(text, None, None))))
    return lambda self: deque(tokens(self.condition_expression))


def _copy_node(node: Any, twins: dict[Any, Any]) -> Any:
    if node in twins:
        return twins[node]
    twin = twins[node] = object.__new__(node.__class__)
    vars(twin).update(vars(node))
    if node.children is not None:
        twin.children = [_copy_node(each, twins) if _is_node(each) else copied(each) for each in node.children]
    return twin


def _walk(traverser: Any, processors: dict[type, Any], kinds: Kinds, node: Any, child_id: int) -> Any:
    if not _is_node(node):
        return node
    parent = node.parent
    for number, child in enumerate(node.children or ()):
        traverser.pre_processing_of_child(node, number)
        _walk(traverser, processors, kinds, child, number)
    if kind := _kind(node.__class__, kinds):
        node = processors[kind](node)
        node.parent = parent
        if parent:
            parent.children[child_id] = node
    return node


def _is_node(value: Any) -> bool:
    return is_a(value.__class__, (Node,))


@cache
def _kind(kind: type, kinds: Kinds) -> type | None:
    return next((each for each in kinds if issubclass(kind, each)), None)
