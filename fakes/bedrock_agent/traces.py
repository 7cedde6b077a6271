"""The trace of an agent's steps: what the model read, and what the agent decided."""

from collections.abc import Iterator

from fakes.bedrock.answer import Answer
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.json_value import Json, JsonObject, as_text
from fakes.bedrock.tools import ToolUse
from fakes.bedrock_agent.agents import Agent


def steps(agent: Agent, conversation: Conversation, answer: Answer, invocation_id: str) -> Iterator[JsonObject]:
    """Write the parts of an orchestration trace, in order.

    Args:
        agent: who thinks.
        conversation: what the model read.
        answer: what it said.
        invocation_id: id under which control is returned, when the answer uses tools.
    """
    yield {"modelInvocationInput": _model_invocation(agent, conversation, f"{invocation_id}-0")}
    for index, use in enumerate(answer.tool_uses, 1):
        yield {"invocationInput": _action_group(agent, use, invocation_id, f"{invocation_id}-{index}")}
    if not answer.tool_uses:
        final: JsonObject = {"text": answer.text}
        yield {"observation": {"traceId": f"{invocation_id}-1", "type": "FINISH", "finalResponse": final}}


def _model_invocation(agent: Agent, conversation: Conversation, trace_id: str) -> JsonObject:
    return {
        "traceId": trace_id,
        "type": "ORCHESTRATION",
        "text": _prompt(conversation),
        "foundationModel": agent.model,
    }


def _action_group(agent: Agent, use: ToolUse, invocation_id: str, trace_id: str) -> JsonObject:
    action = agent.actions[use.name]
    asked: JsonObject = {
        **action.call.trace(use.input, action.types),
        "executionType": "RETURN_CONTROL",
        "invocationId": invocation_id,
    }
    return {"traceId": trace_id, "invocationType": "ACTION_GROUP", "actionGroupInvocationInput": asked}


def _prompt(conversation: Conversation) -> str:
    messages: list[Json] = [
        {"role": turn.role.value, "content": turn.text or [result.text for result in turn.tool_results]}
        for turn in conversation.turns
    ]
    return as_text({"system": conversation.system, "messages": messages})
