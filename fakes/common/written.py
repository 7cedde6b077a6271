"""Parts of an answer that are JSON already, as AWS writes it: large ones, which nobody here has to look into."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Written:
    """A value that is written.

    Attributes:
        text: its JSON.
    """

    text: str

    def read(self) -> Any:
        """The value."""
        return json.loads(self.text)


def plain(answer: Any) -> Any:
    """An answer for those who look into it: its members with their values."""
    if not isinstance(answer, Mapping):
        return answer
    return {name: member.read() if isinstance(member, Written) else member for name, member in answer.items()}
