"""`soften beats`: what was edited of the beats of a recording by hand, and how to edit them from a terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import command, json_option
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import BeatEditErrorCode
from biofeedback.errors import UsageError
from ui.words.errors import error_sentence
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.by_hand.editing import BeatEditing
    from sessions.later.edits import EditEntry


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "name": typer.Argument(help=language.gettext("A recording, by path, name or the beginning of its name.")),
        "edits": typer.Option("--edits", metavar="FILE", help=language.gettext("A file of edits in JSON.")),
        "listing": typer.Option("--list", help=language.gettext("List every edit: when, by whom, and what.")),
        "undo": typer.Option("--undo", help=language.gettext("Take the last edit back.")),
        "redo": typer.Option("--redo", help=language.gettext("Bring back the edit that was taken back last.")),
        "who": typer.Option(
            "--who",
            metavar=language.pgettext("in the place of somebody's name", "NAME"),
            help=language.gettext("Who edits; kept with the edit."),
        ),
        "source": typer.Option(
            "--source", metavar="NAME", help=language.gettext("Which of several recorded hearts; else the first.")
        ),
        "as_json": json_option(language),
    }
    app.command(
        "beats",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Edit the beats of a recording by hand, and list what was edited."),
            language.gettext(
                "Edits are kept beside what was recorded, which stays as it is. The file is a list; one entry is like "
                "{example}. Others to do: insert, split, merge, distrust, keep."
            ).format(example='`{"do": "delete", "beat": 57}`'),
        ),
        epilog=examples(
            language,
            "`soften beats 2026-11-22 --edits mine.json --who Fern`",
            "`soften beats 2026-11-22 --list`",
            "`soften beats 2026-11-22 --undo`",
        ),
    )(command(beats, language, **parameters))


def beats(
    language: Language,
    name: str,
    edits: Path | None = None,
    listing: bool = False,
    undo: bool = False,
    redo: bool = False,
    who: str = "",
    source: str = "",
    as_json: bool = False,
) -> None:
    """Edit the beats of a recording by hand, or list what was edited."""
    if (edits is not None) + listing + undo + redo > 1:
        raise UsageError(BeatEditErrorCode.SEVERAL_REQUESTS)
    from biofeedback.app.by_hand.editing import BeatEditing
    from biofeedback.app.paths import find_recording
    from sessions.later.edits import Step

    editing = BeatEditing(find_recording(Path(name)), source, who)
    tell = _json_of if as_json else _lines_of
    if edits is not None:
        _carry_out(editing, edits, language, quiet=as_json)
    elif undo or redo:
        editing.step(Step.UNDO if undo else Step.REDO)
    if editing.passed_over:
        count = len(editing.passed_over)
        say(error_sentence(UsageError(BeatEditErrorCode.PASSED_OVER, count=count), language), err=True)
    tell(editing, language)


def _carry_out(editing: "BeatEditing", file: Path, language: Language, *, quiet: bool) -> None:
    from biofeedback.app.by_hand.edits_file import edits_of

    found = edits_of(file, editing)
    editing.edit(*found)
    if not quiet:
        message = language.ngettext("{count} edit was kept.", "{count} edits were kept.", len(found))
        say(message.format(count=language.whole(len(found))))


def _lines_of(editing: "BeatEditing", language: Language) -> None:
    from ui.words.recordings.layer_words import entry_line

    own = _own(editing)
    for entry in own:
        say(entry_line(entry.change, entry.written, entry.who, language))
    if not own:
        say(language.gettext("Nothing was edited by hand."))
        return
    message = language.ngettext("{count} edit holds now.", "{count} edits hold now.", editing.undoable)
    say(message.format(count=language.whole(editing.undoable)))


def _own(editing: "BeatEditing") -> "list[EditEntry]":
    return [entry for entry in editing.entries if entry.source == editing.source]


def _json_of(editing: "BeatEditing", _language: Language) -> None:
    from biofeedback.signals.artefacts.hand_edits import HandEdit
    from sessions.later.edits import standing

    holds = {id(entry) for entry in standing(editing.entries, editing.source)}
    found: list[dict[str, object]] = []
    for entry in _own(editing):
        said: dict[str, object] = {
            "written": entry.written.isoformat(),
            "who": entry.who,
            "program_version": entry.program_version,
            "do": entry.change.kind.value if isinstance(entry.change, HandEdit) else entry.change.value,
        }
        if isinstance(entry.change, HandEdit):
            edit = entry.change
            said |= {"from": edit.first.index, "to": edit.last.index, "before_ms": edit.first.before_ms}
            said |= {"parts": edit.parts, "leave_break": edit.leaves_break, "holds": id(entry) in holds}
        found.append(said)
    say_json({"source": editing.source, "edits": found})
