"""`soften path`: the eight-week path, to read."""

import os
import shutil
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import BEGIN, command
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples
from ui.words.cells import wrapped
from ui.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biofeedback.practice.script.path import Chapter, PracticePath

_WIDEST = 88  # cells of a line of the reading: a choice; longer lines tire the eye


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    chapter = typer.Argument(help=language.gettext("Which chapter to read; without it, the list of them."))
    app.command(
        "path",
        cls=command_class(language),
        help=language.gettext("Read a chapter of the eight-week path, or see them all."),
        epilog=examples(
            language,
            language.gettext("{command} — the eight chapters").format(command="`soften path`"),
            language.gettext("{command} — the third of them; they may be read in any order").format(
                command="`soften path 3`"
            ),
        ),
    )(command(path, language, chapter=chapter))


def path(language: Language, chapter: int | None = None) -> None:
    """Read a chapter of the eight-week path, or see them all."""
    from biofeedback.languages import preferred_languages
    from biofeedback.practices import eight_weeks, practice_named

    languages = preferred_languages(os.environ)
    weeks = eight_weeks(languages)
    if chapter is None:
        paragraphs = _listed(weeks)
    else:
        chosen = weeks.chapter(chapter)
        titles = {name: practice_named(name, languages).title for name in chosen.practices}
        paragraphs = _chapter(f"{chapter}  {chosen.title}", chosen, titles, language)
    wide = min(_WIDEST, shutil.get_terminal_size().columns)
    say("\n\n".join("\n".join(wrapped(each, wide) if "\n" not in each else [each]) for each in paragraphs))


def _listed(weeks: "PracticePath") -> list[str]:
    chapters = "\n".join(f"  {number}  {chapter.title}" for number, chapter in enumerate(weeks.chapters, start=1))
    return [f"{weeks.title}\n{weeks.subtitle}", chapters, weeks.note, weeks.credit]


def _chapter(heading: str, chapter: "Chapter", titles: "Mapping[str, str]", language: Language) -> list[str]:
    practices = (f"  {title}: {BEGIN} {name}" for name, title in titles.items())
    return [
        heading,
        *chapter.reading,
        "\n".join([language.gettext("To practise:"), *practices]),
        language.gettext("For daily life: {invitation}").format(invitation=chapter.invitation),
    ]
