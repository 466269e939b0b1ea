"""`soften people`: those who practise here, for whoever leads others."""

from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import command
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, family, paragraphs
from ui.words.language import Language

if TYPE_CHECKING:
    pass


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this family of commands."""
    within = family(
        language,
        help_=language.gettext("Those who practise here, where you lead others: each has recordings of their own."),
        no_args_is_help=True,
    )
    new_name = typer.Argument(help=language.gettext("A name of your choice; plants are offered where none is given."))
    name = typer.Argument(help=language.gettext("Somebody's name, or the beginning of it."))
    other = typer.Argument(help=language.gettext("The name they shall have."))
    as_json = typer.Option("--json", help=language.gettext("Print one JSON array."))
    yes = typer.Option("--yes", help=language.gettext("Do not ask again."))
    for called, act, help_, example in (
        (
            "list",
            command(list_people, language, as_json=as_json),
            language.gettext("List who practises here, and how many recordings each has."),
            "`soften people list`",
        ),
        (
            "add",
            command(add_person, language, name=new_name),
            language.gettext("Add somebody."),
            "`soften people add Fern`",
        ),
        (
            "rename",
            command(rename, language, name=name, new_name=other),
            language.gettext("Give somebody another name."),
            "`soften people rename Fern Willow`",
        ),
        (
            "remove",
            command(remove, language, name=name, yes=yes),
            language.gettext("Delete somebody with all their recordings; nothing of them remains."),
            "`soften people remove Fern`",
        ),
    ):
        below = language.gettext("Example: {command}").format(command=example)
        within.command(called, cls=command_class(language), help=paragraphs(help_, below))(act)
    app.add_typer(within, name="people")


def list_people(language: Language, as_json: bool = False) -> None:
    """List who practises here, and how many recordings each has."""
    from biofeedback.app.paths import sessions_folder
    from biofeedback.app.people import LivePeople
    from sessions.library import Library
    from ui.words.errors import error_sentence
    from ui.words.people_words import person_name

    people, library = LivePeople(), Library(sessions_folder())
    counts = [(person, len(library.of(person.key).paths())) for person in people.everybody]
    if as_json:
        say_json([{"key": person.key, "name": person.name, "recordings": count} for person, count in counts])
        return
    for person, count in counts:
        recordings = language.ngettext("{count} recording", "{count} recordings", count)
        say(f"{person_name(person, language)}  {recordings.format(count=language.whole(count))}")
    if people.error is not None:
        say(error_sentence(people.error, language), err=True)


def add_person(language: Language, name: str | None = None) -> None:
    """Add somebody."""
    from biofeedback.app.people import LivePeople
    from ui.words.people_words import person_name, plant_names

    people = LivePeople()
    if name is None:
        plants = plant_names(language, people.everybody)
        say(language.gettext("For example: {names}").format(names=language.listed(plants[:6])))
        name = typer.prompt(language.gettext("A name"), default=plants[0] if plants else None)
    person = people.add(str(name))
    say(language.gettext("{name} can practise here now.").format(name=person_name(person, language)))


def rename(language: Language, name: str, new_name: str) -> None:
    """Give somebody another name."""
    from biofeedback.app.people import LivePeople
    from ui.words.people_words import owner_name, person_name

    people = LivePeople()
    person = people.named(name, owner_name(language))
    renamed = people.rename(person, new_name)
    say(
        language.gettext("{before} is called {name} now.").format(
            before=person_name(person, language), name=person_name(renamed, language)
        )
    )


def remove(language: Language, name: str, yes: bool = False) -> None:
    """Delete somebody with all their recordings; nothing of them remains."""
    from biofeedback.app.paths import sessions_folder
    from biofeedback.app.people import LivePeople
    from sessions.library import Library
    from ui.words.people_words import owner_name, person_name

    people = LivePeople()
    person = people.named(name, owner_name(language))
    called = person_name(person, language)
    if not yes and not person.is_owner:
        count = len(Library(sessions_folder()).of(person.key).paths())
        question = language.ngettext(
            "Delete {name} with {count} recording? It cannot be brought back.",
            "Delete {name} with {count} recordings? They cannot be brought back.",
            count,
        )
        typer.confirm(question.format(name=called, count=language.whole(count)), abort=True)
    people.remove(person)
    say(language.gettext("{name} is deleted.").format(name=called))
