"""What LocalStack serves under `bedrock-agent-runtime`."""

from localstack.aws.skeleton import Skeleton

from fakes import clock
from fakes.bedrock.service import create_skeleton
from fakes.bedrock.speaker import Speaker
from fakes.bedrock_agent.agents import Agents
from fakes.bedrock_agent.runtime import AgentRuntime
from fakes.bedrock_agent.sessions import Sessions
from fakes.settings import FakeSettings


def create_agent_runtime(settings: FakeSettings, speaker: Speaker) -> Skeleton:
    """Build the service as settings have it.

    Args:
        settings: name the folder whose `agents/` has the agents.
        speaker: thinks for the agents; Bedrock Runtime's own, so that both take from the same quotas.
    """
    folder = settings.responders
    runtime = AgentRuntime(Agents(folder / "agents" if folder else None), Sessions(clock.now), speaker)
    return create_skeleton("bedrock-agent-runtime", {"InvokeAgent": runtime.invoke_agent})
