"""Lets the help of Typer speak the person's language: its titles, its usage line, its own option."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from typer.core import TyperCommand, TyperGroup

from biofeedback.cli.typer_errors import translated
from ui.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text
    from typer._click import Context, HelpFormatter
    from typer.core import TyperOption


class _Speaking:
    """Beside a class of Typer: what that has in English alone comes from ``language``."""

    language: Language
    epilog_of: "Callable[[Language], str] | None" = None
    _epilog: str | None = None

    @property
    def epilog(self) -> str | None:
        """The end of the help; what is told there is put together when somebody asks for it."""
        return self._epilog if self.epilog_of is None else self.epilog_of(self.language)

    @epilog.setter
    def epilog(self, text: str | None) -> None:
        self._epilog = text

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the usage line, the first that is asked for in every help and every error."""
        _speak(self.language)
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=self.language.gettext("Usage: "))

    def make_context(self, *args: object, **more: object) -> "Context":
        """Read the words of this command."""
        with translated(self.language):
            context: Context = super().make_context(*args, **more)  # type: ignore[misc]
        return context

    def invoke(self, ctx: "Context") -> object:
        """Do what the words say, or find the command within a family that does."""
        with translated(self.language):
            result: object = super().invoke(ctx)  # type: ignore[misc]
        return result

    def format_help(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Print the help."""
        with _cells_counted():
            super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help_option(self, ctx: "Context") -> "TyperOption | None":
        """Return the option ``--help``, told in this language."""
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = self.language.gettext("Show this message and exit.")
        return option


def command_class(language: Language, epilog_of: "Callable[[Language], str] | None" = None) -> type[TyperCommand]:
    """Return the class of commands that tell of themselves in this language; ``epilog_of`` ends their help."""
    attributes = {} if epilog_of is None else {"epilog_of": staticmethod(epilog_of)}
    return type("SpeakingCommand", (_Speaking, TyperCommand), {"language": language, **attributes})


def group_class(language: Language) -> type[TyperGroup]:
    """Return the class of families of commands that tell of themselves in this language."""
    return type("SpeakingGroup", (_Speaking, TyperGroup), {"language": language})


def family(
    language: Language, *, help_: str, name: str | None = None, epilog: str | None = None, no_args_is_help: bool = False
) -> typer.Typer:
    """Return an application without commands, which their modules give it."""
    return typer.Typer(
        name=name,
        cls=group_class(language),
        help=help_,
        epilog=epilog,
        no_args_is_help=no_args_is_help,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        add_completion=False,
    )


def end_at(fault: Exception, language: Language) -> None:
    """End as a command of Typer does that raises ``fault``: what it does not know goes on."""
    app = family(language, help_="")

    def again() -> None:
        raise fault

    app.callback(invoke_without_command=True)(again)
    app(args=())


def paragraphs(*texts: str) -> str:
    """Return whole texts below one another, as help has them."""
    return "\n\n".join(texts)


def examples(language: Language, *lines: str) -> str:
    """Return lines of examples under their title."""
    return paragraphs(language.gettext("Examples:"), *lines)


def _speak(language: Language) -> None:
    """Name the parts of a help; Typer keeps these names in a module, which is imported when it is to print one."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = language.pgettext("help", "Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = language.pgettext("help", "Options")
    rich_utils.COMMANDS_PANEL_TITLE = language.pgettext("help", "Commands")
    rich_utils.ERRORS_PANEL_TITLE = language.pgettext("help", "Error")
    rich_utils.REQUIRED_LONG_STRING = language.pgettext("help", "[required]")
    rich_utils.DEFAULT_STRING = language.gettext("[default: {value}]").format(value="{}")
    rich_utils.ABORTED_TEXT = language.gettext("Aborted.")
    rich_utils.RICH_HELP = language.gettext("Try {command} for help.").format(
        command="[blue]'{command_path} {help_option}'[/]"
    )


@contextmanager
def _cells_counted() -> Iterator[None]:
    """Let Rich count the cells of a line, for as long as a help is printed.

    It counts letters where it takes spaces off the end of a line (as of 15.0). Wide ones take two cells, so it kept the
    space and cut a word off for it.
    """
    from rich.text import Text

    of_rich = Text.rstrip_end
    Text.rstrip_end = _strip_end  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        Text.rstrip_end = of_rich  # type: ignore[method-assign]


def _strip_end(text: "Text", size: int) -> None:
    """Take spaces off the end of a line that is too wide for ``size`` cells."""
    spaces = len(text.plain) - len(text.plain.rstrip())
    if (over := min(spaces, text.cell_len - size)) > 0:
        text.right_crop(over)
