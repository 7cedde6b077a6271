"""Metric math: expressions over time series. Source: CloudWatch User Guide, "Using metric math"."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial, reduce
from typing import cast

from harness.engine.plugins.cloudwatch.functions import FUNCTIONS, UNSUPPORTED, ExpressionError, Scope, Value, call
from harness.engine.plugins.cloudwatch.points import Operation, Points, combined

WORDS = {"^": "**", "&&": " and ", "||": " or ", "AND": " and ", "OR": " or "}
TOKENS = re.compile(r'"[^"]*"|\'[^\']*\'|\^|&&|\|\||\bAND\b|\bOR\b')
"""What Python writes otherwise, and texts, in which nothing is to be changed."""

FILLERS = ("REPEAT", "LINEAR")
"""Names that aren't metrics but ways to fill gaps."""

ARITHMETIC: dict[type[ast.AST], Operation] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right if right else None,
    ast.Pow: operator.pow,
}
COMPARISON: dict[type[ast.AST], Callable[[float, float], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


ALLOWED: tuple[type[ast.AST], ...] = (
    *(ast.BinOp, ast.BoolOp, ast.Constant, ast.List, ast.Name, ast.UnaryOp, ast.expr_context),
    *(ast.And, ast.Or, ast.USub),
    *ARITHMETIC,
    *COMPARISON,
)
"""Parts of Python's expressions that CloudWatch has too, as they are."""


class Expression:
    """An expression such as `100 * errors / invocations`.

    Its grammar is that of Python's expressions but for the signs of `WORDS`, so that Python parses it; what Python has
    and CloudWatch hasn't is refused.

    Args:
        text: as CloudWatch writes it.

    Attributes:
        names: ids of the series that it is made of.

    Raises:
        ExpressionError: CloudWatch would refuse it.
        NotImplementedError: it uses a function that isn't emulated.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        try:
            self._tree = ast.parse(
                TOKENS.sub(lambda token: WORDS.get(token[0], token[0]), text.strip()), mode="eval"
            ).body
        except SyntaxError as error:
            raise ExpressionError(f"Invalid metrics expression syntax: {text}") from error
        for node in ast.walk(self._tree):
            self._check(node)
        self.names = self._series()

    def _series(self) -> frozenset[str]:
        functions = {id(node.func) for node in ast.walk(self._tree) if isinstance(node, ast.Call)}
        names = {node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name) and id(node) not in functions}
        return frozenset(names - set(FILLERS))

    def value(self, series: Mapping[str, Points], scope: Scope) -> Value:
        """Evaluate it.

        Args:
            series: every series of `names`.
            scope: what functions may ask for.

        Raises:
            ExpressionError: an operation doesn't fit its operands.
        """
        value: Value = _Evaluation(series, scope).visit(self._tree)
        return value

    def _check(self, node: ast.AST) -> None:
        match node:
            case ast.Call(func=ast.Name(id=name), keywords=[]):
                if UNSUPPORTED.fullmatch(name):
                    raise NotImplementedError(f"CloudWatch's function {name} is not emulated.")
                if name in FUNCTIONS:
                    return
            case ast.Compare(ops=[_]):
                return
            case _ if isinstance(node, ALLOWED):
                return
        raise ExpressionError(f"Invalid metrics expression syntax: {self._text}")


@lru_cache(1024)
def parsed(text: str) -> Expression:
    """The expression of a text; alarms evaluate theirs every minute.

    Raises:
        ExpressionError: CloudWatch would refuse it.
        NotImplementedError: it uses a function that isn't emulated.
    """
    return Expression(text)


class _Evaluation(ast.NodeVisitor):
    """Goes through an expression that has been checked."""

    def __init__(self, series: Mapping[str, Points], scope: Scope) -> None:
        self._series = series
        self._scope = scope

    def visit_Constant(self, node: ast.Constant) -> Value:
        return cast(Value, node.value)

    def visit_Name(self, node: ast.Name) -> Value:
        return node.id if node.id in FILLERS else self._series[node.id]

    def visit_List(self, node: ast.List) -> Value:
        parts = [self.visit(part) for part in node.elts]
        if not all(isinstance(part, dict) for part in parts):
            raise ExpressionError("Only metrics can stand in a list")
        return parts

    def visit_Call(self, node: ast.Call) -> Value:
        return call(cast(ast.Name, node.func).id, [self.visit(argument) for argument in node.args], self._scope)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Value:
        return _combined(operator.sub, 0, self.visit(node.operand))

    def visit_BinOp(self, node: ast.BinOp) -> Value:
        return _combined(ARITHMETIC[type(node.op)], self.visit(node.left), self.visit(node.right))

    def visit_Compare(self, node: ast.Compare) -> Value:
        compare = COMPARISON[type(node.ops[0])]
        left, right = self.visit(node.left), self.visit(node.comparators[0])
        return _combined(lambda one, other: float(compare(one, other)), left, right)

    def visit_BoolOp(self, node: ast.BoolOp) -> Value:
        decide = all if isinstance(node.op, ast.And) else any
        decisions = partial(_combined, lambda one, other: float(decide((one, other))))
        parts: list[Value] = [self.visit(part) for part in node.values]
        return reduce(decisions, parts)


def _combined(operate: Operation, left: Value, right: Value) -> Value:
    if isinstance(left, str | list) or isinstance(right, str | list):
        raise ExpressionError("Only numbers and single metrics can be operated on")
    return combined(operate, left, right)
