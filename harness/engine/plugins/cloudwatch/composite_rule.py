"""What a composite alarm says about others. Source: CloudWatch API Reference, "PutCompositeAlarm", `AlarmRule`."""

import ast
import re
from collections.abc import Callable, Iterator

WORDS = {"AND": "and", "OR": "or", "NOT": "not", "TRUE": "True", "FALSE": "False", "(": "(", ")": ")"}
"""What Python writes otherwise, and what it doesn't."""

TOKEN = re.compile(
    r"\s*(?:(?P<word>[()]|AND\b|OR\b|NOT\b|TRUE\b|FALSE\b)"
    r"""|(?P<state>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?P<a>[^"]+)"|'(?P<b>[^']+)'|(?P<c>[^\s"'()]+))\s*\))\s*"""
)
"""A word, or an alarm, by name or ARN, in a state."""

ALLOWED = (ast.BoolOp, ast.boolop, ast.UnaryOp, ast.unaryop, ast.Name, ast.expr_context, ast.Constant)
"""Parts of Python's expressions that rules have, too; parentheses may make others of these words."""


class RuleError(Exception):
    """A rule that CloudWatch would refuse."""


class CompositeRule:
    """A rule such as `ALARM("errors") AND NOT ALARM("maintenance")`.

    Its grammar is Python's but for the words, so that Python parses it.

    Args:
        text: as CloudWatch writes it.

    Attributes:
        alarms: names or ARNs of the alarms that it is about, in their order.

    Raises:
        RuleError: CloudWatch would refuse it.
    """

    def __init__(self, text: str) -> None:
        self._states: list[tuple[str, str]] = []
        try:
            self._tree = ast.parse(" ".join(self._in_python(text)), mode="eval").body
        except SyntaxError as error:
            raise RuleError(f"Invalid alarm rule: {text}") from error
        if not all(isinstance(node, ALLOWED) for node in ast.walk(self._tree)):
            raise RuleError(f"Invalid alarm rule: {text}")
        self.alarms = tuple(dict.fromkeys(name for _, name in self._states))

    def holds(self, state_of: Callable[[str], str]) -> bool:
        """Whether the alarm goes off, given what each of `alarms` says."""
        return self._value(self._tree, state_of)

    def _in_python(self, text: str) -> Iterator[str]:
        """The rule in Python's words, with numbers for the states in it."""
        at = 0
        while at < len(text):
            token = TOKEN.match(text, at)
            if token is None:
                raise SyntaxError(text)
            if token["word"]:
                yield WORDS[token["word"]]
            else:
                yield f"_{len(self._states)}"
                self._states.append((token["state"], token["a"] or token["b"] or token["c"]))
            at = token.end()

    def _value(self, node: ast.AST, state_of: Callable[[str], str]) -> bool:
        match node:
            case ast.Constant(value=bool(value)):
                return value
            case ast.Name(id=number):
                state, alarm = self._states[int(number[1:])]
                return state_of(alarm) == state
            case ast.UnaryOp(operand=operand):
                return not self._value(operand, state_of)
            case ast.BoolOp(op=operator, values=parts):
                return (all if isinstance(operator, ast.And) else any)(self._value(part, state_of) for part in parts)
        raise TypeError(f"unexpected in a rule: {ast.dump(node)}")
