"""Models that don't converse: one body in, one body out."""

from dataclasses import dataclass

from fakes.bedrock.catalogue import FamilyName, Model
from fakes.bedrock.json_value import JsonObject


@dataclass(frozen=True)
class Made:
    """What such a model answers.

    Attributes:
        body: its JSON.
        tokens: tokens that it has read, of which a picture's prompt has none.
    """

    body: JsonObject
    tokens: int = 0


def invoke_mute(model: Model, body: bytes) -> Made:
    """Answer a body in the format of the model's family.

    Raises:
        InvalidRequestError: the body breaks the format.
        NotImplementedError: it asks for a task that is not emulated.
    """
    # Their numeric libraries take as long to load as all the rest, and most engines never ask for them.
    if model.family is FamilyName.CANVAS:
        from fakes.bedrock.pictures import canvas

        return Made(canvas.invoke(body))
    from fakes.bedrock.embeddings import titan

    content = titan.invoke(body)
    return Made(content, int(str(content["inputTextTokenCount"])))
