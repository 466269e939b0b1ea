"""`soften path`: the eight-week path, to read."""

import os
import shutil
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biofeedback.practice.script.path import Chapter, PracticePath

EXAMPLES = """
Examples:

`soften path` — the eight chapters

`soften path 3` — the third of them; they may be read in any order
"""
_WIDEST = 88  # characters of a line of the reading: a choice; longer lines tire the eye


def path(
    chapter: Annotated[int | None, typer.Argument(help="Which chapter to read; without it, the list of them.")] = None,
) -> None:
    """Read a chapter of the eight-week path, or see them all."""
    from biofeedback.practices import eight_weeks, practice_named
    from biofeedback.practices.languages import preferred_languages

    languages = preferred_languages(os.environ)
    weeks = eight_weeks(languages)
    if chapter is None:
        paragraphs = _listed(weeks)
    else:
        chosen = weeks.chapter(chapter)
        titles = {name: practice_named(name, languages).title for name in chosen.practices}
        paragraphs = _chapter(f"{chapter}  {chosen.title}", chosen, titles)
    wide = min(_WIDEST, shutil.get_terminal_size().columns)
    typer.echo("\n\n".join("\n".join(textwrap.wrap(each, wide) if "\n" not in each else [each]) for each in paragraphs))


def _listed(weeks: "PracticePath") -> list[str]:
    chapters = "\n".join(f"  {number}  {chapter.title}" for number, chapter in enumerate(weeks.chapters, start=1))
    return [f"{weeks.title}\n{weeks.subtitle}", chapters, weeks.note, weeks.credit]


def _chapter(heading: str, chapter: "Chapter", titles: "Mapping[str, str]") -> list[str]:
    practices = "\n".join(f"  {title}: soften begin {name}" for name, title in titles.items())
    return [heading, *chapter.reading, f"To practise:\n{practices}", f"For daily life: {chapter.invitation}"]
