"""What commands share: options that several take, and how a command takes all of its own as one frozen dataclass."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar, get_type_hints

import typer

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FASTEST_SPEED = 100.0
"""A choice: a practice of fifteen minutes in nine seconds; a quicker one could not be watched."""

Speed: TypeAlias = Annotated[float, typer.Option(help="Run this many times faster; for a heart that is not live.")]
Seed: TypeAlias = Annotated[int | None, typer.Option(help="What the simulated heart grows from.")]
Output: TypeAlias = Annotated[Path | None, typer.Option(help="Where to keep the recording.", dir_okay=False)]

_Options = TypeVar("_Options", bound="DataclassInstance")


def takes(options: type[_Options]) -> Callable[[Callable[[_Options], None]], Callable[..., None]]:
    """Return a decorator that makes a command for Typer of a function of ``options``.

    Parameters
    ----------
    options : type
        A dataclass. Each field is an option by its name, its ``Annotated`` type and its default.

    Returns
    -------
    callable
        The decorated function keeps its name and its docstring, which is the help of the command.
    """
    types = get_type_hints(options, include_extras=True)
    parameters = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=types[field.name],
        )
        for field in fields(options)
    ]

    def command(act: Callable[[_Options], None]) -> Callable[..., None]:
        @functools.wraps(act)
        def parsed(**values: object) -> None:
            act(options(**values))

        # What Typer reads instead of the parameters of `parsed`.
        vars(parsed)["__signature__"] = inspect.Signature(parameters)
        return parsed

    return command


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
    """
    if output is None:
        return None
    from sessions.library import SUFFIX

    if output.suffix == SUFFIX:
        return output
    if output.suffix:
        raise UsageError(CommandErrorCode.OUTPUT_ENDS_OTHERWISE, path=str(output), ending=SUFFIX)
    return output.with_name(output.name + SUFFIX)
