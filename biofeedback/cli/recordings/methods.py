"""`soften methods`: how a recording was made and computed, as a paragraph for a paper and as two checklists."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import by_hand_option, command, json_option
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from ui.words.cells import wrapped
from ui.words.language import Language
from ui.words.languages import english

if TYPE_CHECKING:
    from ui.words.report.facts import ReportFacts

_WIDTH = 100  # cells of a line: a choice, for a terminal of usual width


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "session": typer.Argument(help=language.gettext("A recording, by path, name or the beginning of its name.")),
        "by_hand": by_hand_option(language),
        "as_json": json_option(language),
    }
    app.command(
        "methods",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Write how a recording was made and computed, as a paragraph for a paper."),
            language.gettext(
                "Two checklists of the field follow: what the recording knows of each item, and what remains for you "
                "to say, such as who took part."
            ),
        ),
        epilog=examples(
            language,
            "`soften methods 2026-11-22_07-30-00_compassionate_pause`",
            "`soften methods 2026-11-22 --json`",
        ),
    )(command(methods, language, **parameters))


def methods(language: Language, session: Path, by_hand: bool = False, as_json: bool = False) -> None:
    """Write the methods of a recording."""
    from biofeedback.app.paths import find_recording
    from biofeedback.app.recordings.reporting import report_facts

    path = find_recording(session)
    in_language = english() if as_json else language
    with Progress(language) as progress:
        facts = report_facts(path, in_language, by_hand=by_hand, on_progress=progress)
    if as_json:
        say_json(_json(facts, in_language))
    else:
        _say(facts, language)


def _say(facts: "ReportFacts", language: Language) -> None:
    from ui.words.report.checklist import SOURCES
    from ui.words.report.checklist_words import checklist_items, item_lines
    from ui.words.report.methods import methods_paragraph

    say("\n".join(wrapped(methods_paragraph(facts, language), _WIDTH, break_words=False)))
    for checklist, items in groupby(checklist_items(facts, language), key=lambda item: item.checklist):
        say("")
        say(f"{checklist} ({SOURCES[checklist]})")
        for item in items:
            for line in item_lines(item, language):
                say("\n".join(wrapped(line, _WIDTH, later=" " * 6, break_words=False)))


def _json(facts: "ReportFacts", language: Language) -> dict[str, object]:
    from ui.words.report.checklist import SOURCES
    from ui.words.report.checklist_words import checklist_items
    from ui.words.report.methods import methods_paragraph

    found = checklist_items(facts, language)
    return {
        "paragraph": methods_paragraph(facts, language),
        "checklists": [
            {
                "name": name,
                "source": source,
                "items": [
                    {
                        "number": item.number,
                        "name": item.name,
                        "state": item.state,
                        "said": item.said,
                        "to_say": item.to_say,
                    }
                    for item in found
                    if item.checklist == name
                ],
            }
            for name, source in SOURCES.items()
        ],
    }
