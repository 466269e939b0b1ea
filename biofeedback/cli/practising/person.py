"""Who practises, as a command is told it, and what becomes of a guest's recording."""

import sys
from typing import TYPE_CHECKING

from biofeedback.cli.say import say
from ui.words.language import Language

if TYPE_CHECKING:
    from pathlib import Path

    from biofeedback.app.people import LivePeople
    from sessions.library import Library


def let_guests_go(people: "LivePeople", language: Language) -> None:
    """Delete what guests recorded before a program died, and say so."""
    if count := people.delete_left_over():
        from ui.words.people_words import left_over_sentence

        say(left_over_sentence(count, language))


def choose_person(people: "LivePeople", language: Language, name: str | None, *, guest: bool) -> None:
    """Let the person who was named practise, or a guest; the owner where neither was asked for."""
    let_guests_go(people, language)
    if guest:
        people.choose_guest()
    elif name is not None:
        from ui.words.people_words import owner_name

        people.choose(people.named(name, owner_name(language)))


def library_of(name: str | None, language: Language) -> "Library":
    """Return the recordings of the person who was named, or of the owner."""
    from biofeedback.app.paths import sessions_folder
    from biofeedback.app.people import LivePeople
    from sessions.library import Library
    from ui.words.people_words import owner_name

    library = Library(sessions_folder())
    return library if name is None else library.of(LivePeople().named(name, owner_name(language)).key)


def ask_guest(people: "LivePeople", path: "Path", language: Language) -> None:
    """Ask once whether a guest's practice stays; where nobody can be asked it goes."""
    from typer import prompt

    from biofeedback.cli.summary import recording_line
    from biofeedback.errors import SoftenError
    from ui.words.errors import error_sentence
    from ui.words.people_words import given_sentence, gone_sentence, guest_question, owner_name

    say(guest_question(language))
    asked = language.gettext("Under which name? Enter alone deletes the recording")
    try:
        name = prompt(asked, default="", show_default=False).strip() if sys.stdin.isatty() else ""
        if name:
            known = {person.name for person in people.everybody}
            person = people.named(name, owner_name(language)) if name in known else people.add(name)
            there = people.give(path, person)
            say(given_sentence(person, language))
            say(recording_line(there, language))
            return
    except SoftenError as error:
        say(error_sentence(error, language), err=True)
    people.say_goodbye()
    say(gone_sentence(language))
