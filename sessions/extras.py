"""Libraries that most people do without: each comes with an extra, and a missing one is named with what brings it."""

from importlib import import_module
from types import ModuleType
from typing import Literal

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError

Extra = Literal["cluster", "files", "lsl", "osc", "report", "sealed"]


def needed(extra: Extra, module: str) -> ModuleType:
    """Return a library of an extra, imported now and not before.

    Parameters
    ----------
    extra : {"cluster", "files", "lsl", "osc", "report", "sealed"}
        The extra that brings it.
    module : str
        Its name, such as ``"pyarrow.parquet"``.

    Raises
    ------
    UsageError
        It is not installed, or cannot be loaded here.
    """
    try:
        return import_module(module)
    except (ImportError, OSError, RuntimeError) as error:  # without a library of the system
        library = module.partition(".")[0]
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == library:
            raise UsageError(CommandErrorCode.EXTRA_MISSING, library=library, extra=extra) from error
        raise UsageError(CommandErrorCode.EXTRA_UNUSABLE, library=library, problem=str(error).rstrip(".")) from error
