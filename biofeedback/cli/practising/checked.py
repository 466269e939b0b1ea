"""Checks what was said to a command that begins a practice: how fast, and where to keep it."""

from pathlib import Path

from biofeedback.error_codes import CommandErrorCode, RecordingErrorCode
from biofeedback.errors import RecordingError, UsageError

FASTEST_SPEED = 100.0
"""A choice: a practice of fifteen minutes in nine seconds; a quicker one could not be watched."""


def checked_speed(speed: float) -> float:
    """Return the speed that was asked for.

    Raises
    ------
    UsageError
        When nobody could follow it.
    """
    if not 0 < speed <= FASTEST_SPEED:
        raise UsageError(CommandErrorCode.SPEED_OUT_OF_RANGE, speed=float(speed), fastest=FASTEST_SPEED)
    return speed


def recording_path(output: Path | None) -> Path | None:
    """Return where to keep a recording that should go to ``output``, with the ending that recordings have.

    Raises
    ------
    UsageError
        When it has another ending.
    RecordingError
        When the folder in which we are is gone.
    """
    if output is None:
        return None
    from sessions.library import SUFFIX

    try:
        output.absolute()
    except OSError as error:  # the folder in which we are is gone
        raise RecordingError(RecordingErrorCode.NOT_MADE, str(output), problem=str(error.strerror)) from error

    if output.suffix == SUFFIX:
        return output
    if output.suffix:
        raise UsageError(CommandErrorCode.OUTPUT_ENDS_OTHERWISE, path=str(output), ending=SUFFIX)
    return output.with_name(output.name + SUFFIX)
