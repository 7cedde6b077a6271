"""What every model around a model has in common."""

from dataclasses import dataclass

from textract_processor.domain.ports import Model


@dataclass(frozen=True)
class WrappedModel:
    """A model that passes for the one behind it, and answers in a way of its own."""

    model: Model

    @property
    def model_id(self) -> str:
        """Bedrock's id of the model behind."""
        return self.model.model_id

    @property
    def parameters(self) -> str:
        """The parameters of the model behind."""
        return self.model.parameters
