"""What is said of the people who practise here: what they are called, names to choose from, and a guest's goodbye."""

from collections.abc import Iterable, Sequence

from biofeedback.outside_text import LONGEST_NAME, shown
from ui.people import Person
from ui.words.language import Language


def owner_name(language: Language) -> str:
    """Return what the one is called whose Soften it is, where nobody gave them a name."""
    return language.pgettext("the one whose Soften it is, in a list of people", "Yourself")


def guest_name(language: Language) -> str:
    """Return what a guest is called."""
    return language.pgettext("in a list of people", "A guest")


def person_name(person: Person | None, language: Language) -> str:
    """Return what somebody is called; ``None`` is a guest, and one whose name cannot be read has their folder's."""
    if person is None:
        return guest_name(language)
    if person.name:
        return shown(person.name, LONGEST_NAME)
    return owner_name(language) if person.is_owner else shown(person.key)


def plant_names(language: Language, taken: Iterable[Person] = ()) -> tuple[str, ...]:
    """Return plants as names to choose from, without those that somebody is called already."""
    # Translators: plants with short names, with commas between; people are called so who need no name of their own.
    plants = language.gettext("Fern, Willow, Clover, Hazel, Juniper, Linden, Moss, Poppy, Rowan, Sage, Thyme, Yarrow")
    names = {person.name.casefold() for person in taken}
    return tuple(plant for each in plants.split(",") if (plant := each.strip()) and plant.casefold() not in names)


def people_title(language: Language) -> str:
    """Return the title of the page of people."""
    return language.gettext("Who practises here")


def people_words(language: Language) -> str:
    """Return what is said on that page."""
    return language.gettext(
        "Each has practices, a pace of today and answers of their own. A name can be any; a plant will do. "
        "Of a guest nothing is kept, unless they would like to."
    )


def new_name_words(language: Language, plants: Sequence[str] = ()) -> str:
    """Return what stands where a name can be written; ``plants`` are offered."""
    if not plants:
        return language.gettext("A name to add")
    return language.gettext("A name to add, such as {name}").format(name=plants[0])


def practising_words(person: Person | None, language: Language) -> str:
    """Return who practises now, as a button says it."""
    return language.gettext("Practising: {name}").format(name=person_name(person, language))


def given_sentence(person: Person, language: Language) -> str:
    """Return that a recording is somebody's now."""
    if person.is_owner and not person.name:
        return language.gettext("This practice is among your own now.")
    return language.gettext("This practice is among those of {name} now.").format(name=person_name(person, language))


def guest_question(language: Language) -> str:
    """Return what a guest is asked once, after their practice."""
    return language.gettext(
        "This was a guest's practice: it is gone when you leave it, unless you would like to keep it."
    )


def gone_sentence(language: Language) -> str:
    """Return that a guest's practice is gone."""
    return language.gettext("Nothing of it is kept.")


def left_over_sentence(count: int, language: Language) -> str:
    """Return that recordings of guests were deleted which an earlier start had left."""
    return language.ngettext(
        "{count} practice of a guest, left from an earlier time, is gone now.",
        "{count} practices of guests, left from an earlier time, are gone now.",
        count,
    ).format(count=language.whole(count))
