"""Sessions: what was said so far, and the actions that an agent waits for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeAlias

from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.tools import ToolUse
from fakes.bedrock_agent.agents import Agent
from fakes.common.owner import Owner

Key: TypeAlias = tuple[Owner, str, str, str]


@dataclass(frozen=True)
class Session:
    """One conversation with an agent.

    Attributes:
        turns: what was said.
        invocation_id: id under which the agent returned control, or None when it waits for nothing.
        used_at: when it was used last, in seconds since the epoch.
    """

    turns: tuple[Turn, ...] = ()
    invocation_id: str | None = None
    used_at: float = 0.0

    @property
    def pending(self) -> tuple[ToolUse, ...]:
        """The actions that the agent waits for."""
        return self.turns[-1].tool_uses if self.invocation_id else ()

    def abandoned(self) -> "Session":
        """The session without a request whose actions the caller will not carry out."""
        if self.invocation_id is None:
            return self
        asked = max(index for index, turn in enumerate(self.turns) if turn.role is Role.USER and turn.text)
        return replace(self, turns=self.turns[:asked], invocation_id=None)


class Sessions:
    """Keeps sessions until they have been silent for too long.

    Args:
        now: seconds since the epoch.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = Lock()
        self._sessions: dict[Key, Session] = {}

    def get(self, key: Key, agent: Agent) -> Session:
        """Find a session, or begin it."""
        with self._lock:
            found = self._sessions.get(key)
            if found is None or self._now() - found.used_at > agent.idle_session_seconds:
                return Session()
            return found

    def put(self, key: Key, session: Session) -> None:
        """Keep what was said."""
        with self._lock:
            self._sessions[key] = replace(session, used_at=self._now())

    def end(self, key: Key) -> None:
        """Forget a session."""
        with self._lock:
            self._sessions.pop(key, None)
