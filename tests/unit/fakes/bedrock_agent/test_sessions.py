from dataclasses import dataclass

from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.tools import ToolResult, ToolUse
from fakes.bedrock_agent.agents import Agent
from fakes.bedrock_agent.sessions import Session, Sessions
from fakes.common.owner import Owner

AGENT = Agent(id="CAMPAIGNS1", idle_session_seconds=60)
KEY = (Owner("123456789012", "us-east-1"), "CAMPAIGNS1", "TSTALIASID", "s")
HELLO = Turn(Role.USER, "Hello")


@dataclass
class Clock:
    time: float = 0.0

    def now(self) -> float:
        return self.time


def test_a_session_lasts_until_it_has_been_silent_for_too_long() -> None:
    clock = Clock()
    sessions = Sessions(clock.now)
    sessions.put(KEY, Session((HELLO,)))

    clock.time = 60
    assert sessions.get(KEY, AGENT).turns == (HELLO,)
    clock.time = 60.1
    assert sessions.get(KEY, AGENT).turns == ()


def test_a_request_that_was_abandoned_leaves_nothing_behind() -> None:
    use = ToolUse("1", "a", {})
    turns = (
        HELLO,
        Turn(Role.ASSISTANT, "Hi"),
        Turn(Role.USER, "Act"),
        Turn(Role.ASSISTANT, "", (use,)),
        Turn(Role.USER, "", (), (ToolResult("1", "done"),)),
        Turn(Role.ASSISTANT, "", (use,)),
    )

    assert Session(turns, "i-1").pending == (use,)
    assert Session(turns, "i-1").abandoned() == Session(turns[:2])
    assert Session(turns[:2]).abandoned() == Session(turns[:2])
