"""What can go wrong for the user of the harness. Every error says what the user can do about it."""

from collections.abc import Sequence

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it: 128 + SIGINT."""


class HarnessError(Exception):
    """Base of every error that the command line shows without a traceback.

    Args:
        message: one sentence, what went wrong.
        hint: one sentence, what to do next.
        details: lines shown below, e.g. the tail of a log.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = tuple(details)


class UsageError(HarnessError):
    """The command was given something that it can't take."""

    exit_code = 2


class EngineError(HarnessError):
    """The engine could not be started, reached or stopped."""


class EngineNotRunningError(EngineError):
    """A command needs the engine, and there is none.

    Args:
        died: whether there was one, which nobody has stopped.
    """

    def __init__(self, *, died: bool = False) -> None:
        message = "The engine isn't running" + (": it has died." if died else ".")
        hint = (
            "See `rehearse logs`, then start it again with `rehearse up`." if died else "Start it with `rehearse up`."
        )
        super().__init__(message, hint=hint)


class UnsettledError(EngineError):
    """Virtual time has moved on without work that should have been done before: what it does comes late."""


class DeployError(HarnessError):
    """A system could not be packaged, deployed or destroyed."""


class SubmitError(HarnessError):
    """A document could not be handed to the pipeline."""


class ResultsError(HarnessError):
    """What the pipeline has made of documents could not be found or read."""


class CostsError(HarnessError):
    """What documents cost could not be reckoned."""
