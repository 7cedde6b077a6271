"""Rendering a scenario's body with Jinja2 without losing which line of the file each rendered line comes from."""

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import SandboxedEnvironment

FILE_NAME = "<scenario>"
"""What Jinja2 calls the body in its tracebacks."""

# Characters of Unicode's private use area: no scenario contains them, and YAML never sees them.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
LEADING_MARKS = re.compile(f"(?:[ \t]|{MARK.pattern})*")


class RenderingError(Exception):
    """The body can't be rendered.

    Args:
        line: of the file, from 1.
        message: Jinja2's own.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Rendered:
    """A rendered text.

    Attributes:
        text: what YAML gets.
        lines: the line of the file, from 1, of each line of the text.
    """

    text: str
    lines: tuple[int, ...]


class LineMarks(Extension):
    """Puts the number of its line before each line of a template's plain text, and before each piece of one."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Mark the tokens of plain text; Jinja2 tells the line of each."""
        for token in stream:
            yield Token(token.lineno, "data", _marked(token)) if token.type == "data" else token


def render(body: str, first_line: int, values: Mapping[str, Any]) -> Rendered:
    """Render a body. The sandbox lets a template compute values and nothing else; an unknown name is an error.

    Args:
        body: the template.
        first_line: the line of the file, from 1, on which the body begins.
        values: what its names stand for.

    Raises:
        RenderingError: a syntax error, an unknown name, or an error of a filter.
    """
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        extensions=[LineMarks],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    try:
        # The empty lines in front make Jinja2 count as the file does.
        code = environment.compile("\n" * (first_line - 1) + body, filename=FILE_NAME)
        marked = Template.from_code(environment, code, environment.make_globals(None)).render(values)
    except TemplateSyntaxError as error:
        raise RenderingError(error.lineno, error.message or "not a Jinja2 template") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise RenderingError(_line_of(error, first_line), str(error)) from error
    return _read_marks(marked.lstrip("\n"))


def _marked(token: Token) -> str:
    lines = token.value.split("\n")
    return "\n".join(f"{OPEN}{number}{CLOSE}{line}" for number, line in enumerate(lines, start=token.lineno))


def _read_marks(marked: str) -> Rendered:
    texts, lines, line = [], [], 1
    for piece in marked.split("\n"):
        leading = LEADING_MARKS.match(piece)
        numbers = MARK.findall(leading.group()) if leading else []
        line = int(numbers[-1]) if numbers else line
        texts.append(MARK.sub("", piece))
        lines.append(line)
    return Rendered("\n".join(texts), tuple(lines))


def _line_of(error: Exception, otherwise: int) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or otherwise for frame in reversed(frames) if frame.filename == FILE_NAME), otherwise)
