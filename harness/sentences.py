"""What a command's failure is called where no one nearer to it has said so."""

from errno import EACCES, EDQUOT, ENOSPC, EROFS
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from harness.control import ControlError, NoAnswerError
from harness.errors import EngineError, HarnessError, UsageError

NO_WRITING: Final = (ENOSPC, EDQUOT, EROFS, EACCES)
"""What a system says when the disk is full, or the folder is nobody's to write."""

LOOK: Final = "See `rehearse status` and `rehearse logs`."


def sentence_of(error: Exception) -> HarnessError | None:
    """The error as one of ours, for the user; None for what can only be a defect of the harness."""
    match error:
        case HarnessError():
            return error
        case NoAnswerError():
            return EngineError(f"The engine doesn't answer: {error}.", hint=LOOK)
        case ControlError():
            return EngineError(f"The engine can't do that: {error}.", hint="See `rehearse logs`.")
        case BotoCoreError() | ClientError():
            return EngineError(f"An AWS call failed: {error}", hint=LOOK)
        case ValidationError(title="Settings"):
            return _settings_error(error)
        case OSError(errno=number) if number in NO_WRITING:
            hint = "Free some space, or choose another folder with REHEARSE_HOME."
            return HarnessError(f"A file can't be written: {error}.", hint=hint)
    return None


def _settings_error(error: ValidationError) -> HarnessError:
    """Name the variables of the environment that hold something impossible."""
    details = [f"REHEARSE_{'_'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in error.errors()]
    return UsageError("A setting can't be used.", hint="Correct the variable or unset it.", details=details)
