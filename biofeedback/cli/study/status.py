"""`soften study status`: who has done which session of a study with sealed conditions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.options import command
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples
from ui.words.language import Language
from ui.words.studies.sealed_study_words import opening_line, state_word

if TYPE_CHECKING:
    from biofeedback.app.study.sealed.sessions_there import SessionThere
    from biofeedback.app.study.sealed.study_file import Study


def add(within: typer.Typer, language: Language) -> None:
    """Give the family this command."""
    folder = typer.Argument(help=language.gettext("The folder of the study."))
    within.command(
        "status",
        cls=command_class(language),
        help=language.gettext("Say who has done which session; nothing of conditions."),
        epilog=examples(language, "`soften study status ~/study`"),
    )(command(status, language, folder=folder))


def status(language: Language, folder: Path) -> None:
    """Say who has done which session; nothing of conditions."""
    from biofeedback.app.study.sealed.sessions_there import sessions_there
    from biofeedback.app.study.sealed.study_file import read_study
    from biofeedback.app.study.sealed.unsealing import openings_known

    study = read_study(from_home(folder).absolute())
    there = sessions_there(study)
    for participant in study.participants:
        mine = [each for each in there if each.participant == participant]
        say(_line(study, participant, mine, language))
    whole = len({(each.participant, each.session) for each in there if each.counts})
    of = len(study.participants) * study.sessions
    message = language.ngettext("{done} of {count} session is done.", "{done} of {count} sessions are done.", of)
    say(message.format(done=language.whole(whole), count=language.whole(of)))
    openings = openings_known(study)
    if not openings:
        say(language.gettext("The key was not opened, as far as this folder tells."))
    for each in openings:
        say(opening_line(each, language))


def _line(study: "Study", participant: str, there: "Sequence[SessionThere]", language: Language) -> str:
    parts = []
    for session in range(1, study.sessions + 1):
        attempts = [each for each in there if each.session == session]
        best = next((each for each in reversed(attempts) if each.counts), attempts[-1] if attempts else None)
        word = state_word("" if best is None else best.state, language)
        parts.append(word if study.sessions == 1 else f"{language.whole(session)}: {word}")
    return f"{participant}  {', '.join(parts)}"
