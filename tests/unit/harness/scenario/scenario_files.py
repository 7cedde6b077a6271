"""Writing scenario files for tests."""

from pathlib import Path

HEAD = """\
title: A test
shows: something
replays: nothing
system: textract_processor
tags: [test]
parameters:
  patience: {default: 60, about: seconds}
  name: {default: deed, about: a name}
---
"""

BODY = """\
when:
  - upload: {sample: deed.pdf, key: incoming/deed.pdf}
then:
  - {status_of: incoming/deed.pdf, is: COMPLETED}
"""

FIRST_LINE = HEAD.count("\n") + 1
"""The line on which a body begins."""


def write(folder: Path, body: str = BODY, head: str = HEAD) -> Path:
    """A scenario file."""
    file = folder / "scenario.yaml"
    file.write_text(head + body)
    return file
