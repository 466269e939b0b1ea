"""What commands share: options that several take, and how a command takes all of its own as one frozen dataclass."""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Annotated, TypeVar, get_type_hints

import typer

from ui.words.language import Language

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

BEGIN = "soften begin"
"""What begins a practice, to be typed; what follows is its name or its file."""

_Options = TypeVar("_Options", bound="DataclassInstance")


def speed_option(language: Language) -> object:
    """Return the option by which time runs faster."""
    return typer.Option(help=language.gettext("Run this many times faster; for a heart that is not live."))


def seed_option(language: Language) -> object:
    """Return the option that chooses one of the simulated hearts."""
    return typer.Option(help=language.gettext("What the simulated heart grows from."))


def output_option(language: Language) -> object:
    """Return the option that says where a recording goes."""
    return typer.Option(help=language.gettext("Where to keep the recording."), dir_okay=False)


def person_option(language: Language, help_: str) -> object:
    """Return the option that names a person."""
    return typer.Option(metavar=language.pgettext("in the place of somebody's name", "NAME"), help=help_)


def json_option(language: Language) -> object:
    """Return the option that asks for one JSON object."""
    return typer.Option("--json", help=language.gettext("Print one JSON object."))


def by_hand_option(language: Language) -> object:
    """Return the option that asks for the numbers of the beats as they were edited by hand."""
    return typer.Option("--by-hand", help=language.gettext("Numbers of the beats as they were edited by hand."))


def command(act: Callable[..., None], language: Language, **help_of: object) -> Callable[..., None]:
    """Return a command for Typer.

    Parameters
    ----------
    act : callable
        What it does; its parameter ``language`` is given the language, every other is an argument or an option.
    language : Language
        The person's language.
    **help_of : typer.Argument or typer.Option
        What the help says of each of them, in this language.
    """
    parameters = [
        each.replace(
            annotation=Annotated[each.annotation, help_of[each.name]] if each.name in help_of else each.annotation
        )
        for each in inspect.signature(act).parameters.values()
        if each.name != "language"
    ]
    return _parsed(functools.partial(act, language), parameters)


def takes(
    act: Callable[[Language, _Options], None],
    options: type[_Options],
    language: Language,
    help_of: Mapping[str, object],
) -> Callable[..., None]:
    """Return a command for Typer whose arguments and options are the fields of one dataclass.

    Parameters
    ----------
    act : callable
        What it does with the language and with what was said.
    options : type
        The dataclass; each field has its type and its default here.
    language : Language
        The person's language.
    help_of : mapping of str to typer.Argument or typer.Option
        What the help says of each field, in this language.
    """
    return _parsed(lambda **said: act(language, options(**said)), list(_fields(options, help_of)))


def _fields(options: "type[DataclassInstance]", help_of: Mapping[str, object]) -> Iterator[inspect.Parameter]:
    types = get_type_hints(options)
    for field in fields(options):
        yield inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=Annotated[types[field.name], help_of[field.name]],
        )


def _parsed(act: Callable[..., None], parameters: list[inspect.Parameter]) -> Callable[..., None]:
    def parsed(**said: object) -> None:
        act(**said)

    # What Typer reads instead of the parameters of `parsed`.
    vars(parsed)["__signature__"] = inspect.Signature(parameters)
    return parsed
