"""`soften sessions`: the recordings in the library."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.app.paths import sessions_folder
from biofeedback.cli.options import command, person_option
from biofeedback.cli.progress import Progress
from biofeedback.cli.recordings.seals import add_seals
from biofeedback.cli.say import say, say_json
from biofeedback.cli.summary import recording_line, say_remarks, say_summary, summary_of
from biofeedback.cli.typer_words import command_class, family, paragraphs
from biofeedback.error_codes import SealErrorCode
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.languages import english
from ui.words.recordings.review_words import later_words
from ui.words.summary_words import broken_off_line

if TYPE_CHECKING:
    from sessions.copying import Copied
    from sessions.library.entry import Entry
    from sessions.reader import Recording


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this family of commands."""
    within = family(
        language,
        help_=language.gettext("Look at the recordings kept on this machine, share them, or delete them."),
        no_args_is_help=True,
    )
    name = typer.Argument(help=language.gettext("A recording, by path, name or the beginning of its name."))
    as_json = typer.Option("--json", help=language.gettext("Print one JSON array."))
    to = typer.Option("--to", help=language.gettext("The file to make; nothing is written over."))
    whose = person_option(language, language.gettext("Whose recordings; your own where nobody is named."))
    to_whom = person_option(language, language.gettext("To whom; “soften people list” shows who there is."))
    yes = typer.Option("--yes", help=language.gettext("Do not ask again."))
    listing = language.gettext("List the recordings, newest first.")
    showing = language.gettext("Show the summary of a recording and what it says of itself.")
    sharing = language.gettext("Write a copy to give away, without what names you or this machine.")
    giving = language.gettext("Give a recording to another person who practises here; all that is in it goes along.")
    deleting = language.gettext("Delete a recording; nothing of it remains.")
    for called, act, help_, example in (
        (
            "list",
            command(list_sessions, language, as_json=as_json, person=whose),
            listing,
            "`soften sessions list`",
        ),
        ("show", command(show, language, name=name), showing, "`soften sessions show 2026-11-22`"),
        (
            "share",
            command(share, language, name=name, to=to),
            sharing,
            "`soften sessions share 2026-11-22 --to for_a_friend.soften`",
        ),
        (
            "upgrade",
            command(upgrade, language, name=name, to=to),
            language.gettext("Write a copy of a recording of an earlier version in the tables of today."),
            "`soften sessions upgrade 2024-03-01`",
        ),
        (
            "mend",
            command(mend, language, name=name, to=to),
            language.gettext("Write a copy of all that can be read of a recording that is damaged or was cut off."),
            "`soften sessions mend 2026-11-22`",
        ),
        (
            "give",
            command(give, language, name=name, person=to_whom),
            giving,
            "`soften sessions give 2026-11-22 --person Fern`",
        ),
        (
            "delete",
            command(delete, language, name=name, yes=yes),
            deleting,
            "`soften sessions delete 2026-11-22_07-30-00_compassionate_pause`",
        ),
    ):
        below = language.gettext("Example: {command}").format(command=example)
        within.command(called, cls=command_class(language), help=paragraphs(help_, below))(act)
    add_seals(within, language)
    app.add_typer(within, name="sessions")


def list_sessions(language: Language, as_json: bool = False, person: str | None = None) -> None:
    """List the recordings of one person, newest first."""
    from biofeedback.cli.practising.person import library_of
    from sessions.sealed.header import is_sealed
    from ui.words.analysis_words import hearts_words

    library = library_of(person, language)
    folder, entries = library.folder, library.entries()
    if as_json:
        found = [
            {
                "name": entry.name,
                "path": str(entry.path),
                "started": entry.started.isoformat() if entry.started else None,
                "practice": entry.practice,
                "length_s": None if math.isnan(entry.length_s) else entry.length_s,
                "beats": entry.beats,
                "ended_unexpectedly": entry.ended_unexpectedly,
                "sealed": is_sealed(entry.path),
                "trouble": "" if entry.error is None else error_sentence(entry.error, english()),
            }
            for entry in entries
        ]
        say_json(found)
        return
    for entry in entries:
        if entry.error is not None and entry.error.code == SealErrorCode.SEALED:
            say("  ".join((shown(entry.name), language.gettext("sealed"))))
            continue
        if entry.error is not None:
            say(f"{shown(entry.name)}  {error_sentence(entry.error, language)}")
            continue
        remarks = [
            _without_words(entry, language),
            hearts_words(entry.hearts, language),
            language.gettext("sealed") if is_sealed(entry.path) else "",
            language.gettext("ended unexpectedly") if entry.ended_unexpectedly else "",
            language.gettext("some of it is unknown to this Soften") if entry.remarked else "",
        ]
        say("  ".join(filter(None, [shown(entry.name), _entry_words(entry, language), *remarks])))
    if not entries:
        say(language.gettext("No recordings yet; they will be kept in {folder}.").format(folder=shown(str(folder))))


def _without_words(entry: "Entry", language: Language) -> str:
    """Return that a recording is of a room, or of a practice without a sensor; empty for one of a heart."""
    from sessions.library.room_names import is_room

    if not entry.without_sensor:
        return ""
    return language.gettext("the whole room") if is_room(entry.path.parent) else language.gettext("without a sensor")


def _entry_words(entry: "Entry", language: Language) -> str:
    from biofeedback.app.session_metadata import listed_title

    count = entry.beats or 0
    beats = language.ngettext("{count} beat", "{count} beats", count)
    return language.gettext("{practice}, {minutes} min, {beats}").format(
        practice=shown(listed_title(entry.practice, language)),
        minutes=language.number(entry.length_s / 60, 1),
        beats=beats.format(count=language.whole(count)),
    )


def show(language: Language, name: str) -> None:
    """Show the summary of a recording and what it says of itself."""
    from sessions.library import Library
    from sessions.reader import Recording
    from sessions.sharing import SHARED
    from ui.words.analysis_words import hearts_sentence

    path = Library(sessions_folder()).find(name)
    with Recording(path) as recording:
        with Progress(language) as progress:
            summary = summary_of(recording, language, progress)
        say_summary(summary, language)
        for note in recording.later_notes():
            say(shown(later_words(note.written, note.text, language)))
        sources = recording.sources or ()
        if hearts := hearts_sentence(sources, next(iter(sources), ""), language):
            say(hearts)
        say()
        if recording.ended_unexpectedly and recording.salvage is None:
            say(broken_off_line(language))
        if SHARED in recording.facts:
            say(language.gettext("This is a copy that was shared."))
            say(left_out_sentence(language))
        for fact, value in sorted(recording.facts.items()):
            say(f"  {shown(fact)}: {shown(value)}")
        say(_versions_line(recording, language))
        say_remarks(recording, language)
    say(recording_line(path, language))


def _versions_line(recording: "Recording", language: Language) -> str:
    from biofeedback.signals.definitions.versions import VERSIONS, lineage
    from ui.words.recordings.version_words import versions_sentence

    rested_on = {name for metric in recording.metric_names() for name in lineage(metric)}
    if recording.versions is None or not rested_on:
        return language.gettext("It keeps no versions of its definitions.")
    names = [*VERSIONS, *sorted(rested_on - VERSIONS.keys())]
    return versions_sentence({name: recording.version_of(name) for name in names if name in rested_on}, language)


def share(language: Language, name: str, to: Path | None = None) -> None:
    """Write a copy to give away, without what names the person or this machine."""
    from biofeedback.app.recordings.sharing import share_recording
    from sessions.library import Library

    path = Library(sessions_folder()).find(name)
    copy = share_recording(path, to)
    say(language.gettext("The copy to share: {path}").format(path=shown(str(copy))))
    say(left_out_sentence(language))
    say(
        language.gettext(
            "It keeps all that the sensor measured, every beat and number, the breaths and the times of the steps, "
            "when it was, and the versions of the programs. "
            "A heart can be known again by its beats, so give it to those you trust."
        )
    )


def left_out_sentence(language: Language) -> str:
    """Return what a copy that was shared is without."""
    return language.gettext(
        "Left out: names and addresses of sensors and ports, what was typed to choose them, the system of this "
        "machine, notes and answers, words and titles of practices of your own, and what this Soften does not know."
    )


def upgrade(language: Language, name: str, to: Path | None = None) -> None:
    """Write a copy of a recording of an earlier version in the tables of today."""
    from sessions.copying import upgrade as write_upgraded
    from sessions.library import Library
    from sessions.schema import USER_VERSION

    path = Library(sessions_folder()).find(name)
    copied = write_upgraded(path, to or path.with_stem(f"{path.stem}_upgraded"))
    message = language.ngettext(
        "{count} event was carried over from version {version} to version {now}; the recording stays as it is.",
        "{count} events were carried over from version {version} to version {now}; the recording stays as it is.",
        copied.events,
    )
    count, version, now = map(language.whole, (copied.events, copied.version, USER_VERSION))
    _say_copied(copied, message.format(count=count, version=version, now=now), language)


def mend(language: Language, name: str, to: Path | None = None) -> None:
    """Write a copy of all that can be read of a recording that is damaged or was cut off."""
    from sessions.copying import mend as write_mended
    from sessions.library import Library

    path = Library(sessions_folder()).find(name)
    copied = write_mended(path, to or path.with_stem(f"{path.stem}_mended"))
    message = language.ngettext(
        "{count} event could be read; the recording stays as it is.",
        "{count} events could be read; the recording stays as it is.",
        copied.events,
    )
    _say_copied(copied, message.format(count=language.whole(copied.events)), language)


def _say_copied(copied: "Copied", words: str, language: Language) -> None:
    say(words)
    for remark in copied.remarks:
        say(error_sentence(remark, language), err=True)
    say(recording_line(copied.path, language))


def give(language: Language, name: str, person: str) -> None:
    """Give a recording to another person who practises here."""
    from biofeedback.app.people import LivePeople
    from sessions.library import Library
    from ui.words.people_words import given_sentence, owner_name

    path = Library(sessions_folder()).find(name)
    people = LivePeople()
    to = people.named(person, owner_name(language))
    there = people.give(path, to)
    say(given_sentence(to, language))
    say(recording_line(there, language))


def delete(language: Language, name: str, yes: bool = False) -> None:
    """Delete a recording; nothing of it remains."""
    from sessions.library import Library

    library = Library(sessions_folder())
    path = library.find(name)
    if not yes:
        question = language.gettext("Delete {name}? It cannot be brought back.")
        typer.confirm(question.format(name=shown(path.name)), abort=True)
    library.delete(path)
    say(language.gettext("{name} is deleted.").format(name=shown(path.name)))
