"""Every command of `soften`, gathered into one Typer application that speaks the person's language.

A command is imported when it is asked for, so that none pays for another; where no command is named, all of them are.
"""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from biofeedback.cli.say import say
from biofeedback.cli.typer_words import family, paragraphs
from biofeedback.languages import OPTION, preferred_languages
from ui.words.language import Language
from ui.words.languages import available_languages

_MODULES = {
    "begin": "begin",
    "demonstrate": "demonstrate",
    "room": "room",
    "assess": "assess",
    "sensors": "sensors",
    "capture": "capture",
    "analyse": "recordings.analyse",
    "beats": "recordings.beats",
    "import": "recordings.import_files",
    "replay": "recordings.replay",
    "verify": "recordings.verify",
    "methods": "recordings.methods",
    "report": "recordings.report",
    "path": "path",
    "care": "care",
    "practices": "practices",
    "sessions": "recordings.sessions",
    "export": "recordings.export",
    "study": "study.family",
    "people": "people",
    "everything": "recordings.everything",
    "doctor": "doctor",
    "completion": "completion",
}
"""Where each command is, in the order in which they are listed."""

_PASSPHRASE_FILE = "--passphrase-file"

OPTIONS_WITH_VALUE = frozenset((_PASSPHRASE_FILE,))
"""The options before a command, beside that of the language, that take the word behind them."""

_NOT_ONE_OF = "{value} is not one of {choices}."
"""As Typer says it of any choice, which `typer_errors` translates."""


def command_line(language: Language, word: str = "", *, completing: bool = False) -> typer.Typer:
    """Return the application with the command that ``word`` names, or with all of them where it names none.

    Where a shell is ``completing`` a line, the application answers it with words and does nothing else.
    """
    if completing:
        from typer.completion import completion_init  # type: ignore[attr-defined]  # Typer's own way to have it

        completion_init()
    example = language.gettext("Example: {command} — a compassionate pause with a simulated heart.")
    app = family(
        language,
        name="soften",
        help_=language.gettext("Practise self-compassion with your own heart for company."),
        epilog=paragraphs(
            example.format(command="`soften begin --sensor simulated`"),
            language.gettext(
                "Soften is for practice and curiosity; it is not a medical device. Stopping is always fine."
            ),
        ),
    )
    for name, module in _MODULES.items():
        if word not in _MODULES or name == word:
            import_module(f"biofeedback.cli.{module}").add(app, language)
    version = typer.Option(
        "--version", callback=_say_version, is_eager=True, help=language.gettext("Say the version and leave.")
    )

    passphrase_file = typer.Option(
        _PASSPHRASE_FILE,
        metavar=language.pgettext("in the place of the name of a file", "FILE"),
        help=language.gettext(
            "Take the passphrase of sealed recordings from the first line of this file, or of {stdin} for standard "
            "input; else it is asked for."
        ).format(stdin="`-`"),
    )

    in_language = typer.Option(
        OPTION,
        callback=_checked_language,
        metavar=language.pgettext("in the place of the name of a language", "LANGUAGE"),
        help=language.gettext("Speak this language this time, such as {example}.").format(example="`de`"),
    )

    # The language was taken up before the commands were made, which speak it.
    def window(
        context: typer.Context,
        _version: Annotated[bool, version] = False,
        _language: Annotated[str | None, in_language] = None,
        passphrase_file: Annotated[Path | None, passphrase_file] = None,
    ) -> None:
        if context.invoked_subcommand is None:
            from biofeedback.app.window import open_window

            raise typer.Exit(open_window())
        from biofeedback.cli.passphrase import answer_in_terminal

        answer_in_terminal(language, passphrase_file)

    app.callback(invoke_without_command=True)(window)
    return app


def _checked_language(code: str | None) -> str | None:
    known = available_languages()
    if code is not None and set(preferred_languages({}, code)).isdisjoint(known):
        raise typer.BadParameter(_NOT_ONE_OF.format(value=repr(code), choices=", ".join(map(repr, known))))
    return code


def _say_version(asked: bool) -> None:
    if asked:
        import importlib.metadata

        name = "soften"
        say(f"{name} {importlib.metadata.version(name)}")
        raise typer.Exit
