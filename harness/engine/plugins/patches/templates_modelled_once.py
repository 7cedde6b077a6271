"""A change set without transforms is modelled once. Patches `localstack.services.cloudformation.v2.provider`.

As shipped each change set and each deletion models its templates once to find transforms in them, and once more after
they were applied, also if there were none.
"""

import threading
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Give out the model of the same templates again."""
    replace(module, "ChangeSetModel", OnceModelled)


class OnceModelled:
    """Makes models, and gives out each thread's last one a second time: nobody has changed it in between.

    Args:
        model: LocalStack's `ChangeSetModel`. What a change set learns is kept in the update models that it makes.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._last = threading.local()

    def __call__(self, **versions: Any) -> Any:
        """The model of the templates and parameters before and after a change."""
        made_of, model = self._last.__dict__.pop("made", ({}, None))
        if made_of.keys() == versions.keys() and all(made_of[name] is version for name, version in versions.items()):
            return model
        model = self._model(**versions)
        self._last.made = versions, model
        return model


PATCH = Patch("templates-modelled-once", "localstack.services.cloudformation.v2.provider", apply)
