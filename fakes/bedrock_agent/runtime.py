"""InvokeAgent: an agent thinks, asks its caller to act by returning control, and answers."""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from fakes.bedrock.answer import Answer
from fakes.bedrock.catalogue import find_model
from fakes.bedrock.conversation import Conversation, Role, Turn
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.speaker import Speaker
from fakes.bedrock.tokens import chunks
from fakes.bedrock_agent.agents import Agent, Agents
from fakes.bedrock_agent.results import take_results
from fakes.bedrock_agent.sessions import Session, Sessions
from fakes.bedrock_agent.traces import steps
from fakes.common.owner import Owner

Shape: TypeAlias = dict[str, Any]
_ENDED = "Session is terminated as 'endSession' flag is set in request."


@dataclass(frozen=True)
class Step:
    """What an agent read and said at once."""

    agent: Agent
    conversation: Conversation
    answer: Answer
    invocation_id: str


class AgentRuntime:
    """The operation that answers.

    Args:
        agents: who can be asked.
        sessions: what was said.
        speaker: thinks for the agents.
    """

    def __init__(self, agents: Agents, sessions: Sessions, speaker: Speaker) -> None:
        self._agents = agents
        self._sessions = sessions
        self._speaker = speaker

    def invoke_agent(self, caller: Owner, request: Shape) -> Shape:
        """Let an agent answer, or return control for actions that it needs."""
        agent = self._agents.find(request["agentId"], request["agentAliasId"])
        session_id = request["sessionId"]
        key = caller, agent.id, request["agentAliasId"], session_id
        envelope = {"contentType": "application/json", "sessionId": session_id, **_memory(request)}
        if request.get("endSession"):
            self._sessions.end(key)
            return {**envelope, "completion": iter([_chunk(_ENDED)])}
        turns = _next_turns(agent, self._sessions.get(key, agent), request)
        step = self._think(caller, agent, turns, request.get("sessionState") or {})
        said = Turn(Role.ASSISTANT, step.answer.text, step.answer.tool_uses)
        waiting = step.invocation_id if step.answer.tool_uses else None
        self._sessions.put(key, Session((*turns, said), waiting))
        events = list(_events(step, request))
        return {**envelope, "completion": self._speaker.pace.send(events, step.answer)}

    def _think(self, caller: Owner, agent: Agent, turns: tuple[Turn, ...], state: Shape) -> Step:
        attributes = state.get("promptSessionAttributes") or {}
        system = "\n".join([agent.instruction, *(f"{name}: {value}" for name, value in attributes.items())])
        conversation = Conversation(turns, system.strip(), toolbox=agent.toolbox())
        answer = self._speaker.answer(caller, find_model(agent.model), conversation)
        return Step(agent, conversation, answer, _invocation_id(turns))


def _next_turns(agent: Agent, session: Session, request: Shape) -> tuple[Turn, ...]:
    """Add what the caller says to a session's turns: the results of actions, else words."""
    state = request.get("sessionState") or {}
    if state.get("returnControlInvocationResults"):
        return (*session.turns, Turn(Role.USER, "", tool_results=take_results(agent, session, state)))
    text = request.get("inputText") or ""
    if not text.strip():
        raise InvalidRequestError("inputText must not be empty unless sessionState has returnControlInvocationResults.")
    return (*session.abandoned().turns, Turn(Role.USER, text))


def _events(step: Step, request: Shape) -> Iterator[Shape]:
    if request.get("enableTrace"):
        for part in steps(step.agent, step.conversation, step.answer, step.invocation_id):
            yield {"trace": _trace(part, request)}
    if step.answer.tool_uses:
        agent = step.agent
        inputs = [agent.actions[use.name].invocation(use, agent.id) for use in step.answer.tool_uses]
        yield {"returnControl": {"invocationId": step.invocation_id, "invocationInputs": inputs}}
    elif (request.get("streamingConfigurations") or {}).get("streamFinalResponse"):
        yield from map(_chunk, chunks(step.answer.text))
    else:
        yield _chunk(step.answer.text)


def _trace(part: JsonObject, request: Shape) -> Shape:
    return {
        "agentId": request["agentId"],
        "agentAliasId": request["agentAliasId"],
        "sessionId": request["sessionId"],
        "agentVersion": "DRAFT",
        "trace": {"orchestrationTrace": part},
    }


def _chunk(text: str) -> Shape:
    return {"chunk": {"bytes": text.encode()}}


def _memory(request: Shape) -> Shape:
    return {"memoryId": request["memoryId"]} if "memoryId" in request else {}


def _invocation_id(turns: tuple[Turn, ...]) -> str:
    """An id that follows from what was said, as the same request has the same answer."""
    return str(uuid.UUID(bytes=hashlib.sha256(repr(turns).encode()).digest()[:16], version=4))
