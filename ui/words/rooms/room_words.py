"""What is said where a room of people begins and ends."""

from typing import TYPE_CHECKING

from ui.words.language import Language
from ui.words.people_words import person_name
from ui.words.sensors.sensor_words import sensor_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.people import Person


def room_button(language: Language) -> str:
    """Return what the button on the first screen says."""
    return language.gettext("A room")


def room_title(language: Language) -> str:
    """Return the title of the page on which a room gathers."""
    return language.gettext("A room breathing together")


def room_words(language: Language) -> str:
    """Return what the wall shows, in one sentence."""
    return language.gettext("The wall shows light, breath and words, and nobody's numbers.")


def who_sits_title(language: Language) -> str:
    """Return the title of those who sit down."""
    return language.gettext("Who sits down")


def nobody_yet(language: Language) -> str:
    """Return what stands there while nobody sits."""
    return language.gettext(
        "Nobody sits here yet. Choose a sensor in the list, and whoever wears it can sit down. A room can also begin "
        "empty: people sit down and leave while it goes on, and nobody on the wall sees a gap."
    )


def nobody_here(language: Language) -> str:
    """Return that nobody sits in a room that goes on."""
    return language.gettext("Nobody sits here yet.")


def card_aloud_words(language: Language) -> str:
    """Return the button by which one card is read to everybody."""
    return language.gettext("Read the card to all")


def was_read_words(language: Language) -> str:
    """Return the button that says that it was read."""
    return language.gettext("All have heard it")


def chosen_words(sensor_label: str, language: Language, *, kept: bool, shows_warmth: bool) -> str:
    """Return whose sensor it is and what they chose, in one line."""
    chosen = [sensor_name(sensor_label, language, simulated=False)]
    if kept:
        chosen.append(language.pgettext("a recording", "kept"))
    if shows_warmth:
        chosen.append(language.gettext("shows warmth"))
    return language.listed(chosen)


def radio_words(straps: int, about: int, language: Language) -> str:
    """Return how many straps sit down, and about how many the Bluetooth of this computer holds."""
    if straps < about:
        return language.ngettext(
            "Bluetooth here holds about {about} strap at once; {straps} of those who sit down have one.",
            "Bluetooth here holds about {about} straps at once; {straps} of those who sit down have one.",
            about,
        ).format(about=language.whole(about), straps=language.whole(straps))
    return language.gettext(
        "Bluetooth here holds about {about} straps at once, and so many sit down. For more people, plug in another "
        "adapter, or take sensors with a cable."
    ).format(about=language.whole(about))


def sits_words(name: str, language: Language) -> str:
    """Return what stands beneath a sensor whose seat is taken."""
    return language.gettext("{name} sits here").format(name=name)


def sat_words(name: str, language: Language) -> str:
    """Return what stands beneath a sensor whose seat was left."""
    return language.gettext("{name} sat here; the same seat is free").format(name=name)


def farewell_title(language: Language) -> str:
    """Return the title of the page after a room."""
    return language.gettext("The room has come to its end")


def who_sat_title(language: Language) -> str:
    """Return the title of those who sat in a room."""
    return language.gettext("Who sat here")


def fate_words(person: "Person | None", language: Language, *, kept: bool) -> str:
    """Return what becomes of the recording of a seat, or has; ``person`` is to whom it was given."""
    if person is not None:
        return language.gettext("given to {name}").format(name=person_name(person, language))
    return language.gettext("is kept") if kept else language.gettext("is deleted at the end")


def before_leaving_words(going: int, seats: int, language: Language) -> str:
    """Return what is deleted when the page after a room is left: the recordings of ``going`` of all ``seats``."""
    if not seats:
        return language.gettext(
            "The room itself is kept: the light in the middle, and what was practised. Nobody else."
        )
    if not going:
        return language.gettext("Every recording here stays. The room itself is kept too.")
    return language.ngettext(
        "When you leave this page {count} recording is deleted, for nobody asked to keep it. The room itself is kept.",
        "When you leave this page {count} recordings are deleted, for nobody asked to keep them. The room itself is "
        "kept.",
        going,
    ).format(count=language.whole(going))


def after_words(gone: int, language: Language) -> str:
    """Return that recordings of a room are deleted."""
    return language.ngettext(
        "{count} recording is deleted; nothing of it is left. The room itself is kept.",
        "{count} recordings are deleted; nothing of them is left. The room itself is kept.",
        gone,
    ).format(count=language.whole(gone))


def gone_words(names: "Sequence[str]", language: Language) -> str:
    """Return whose recordings were deleted when a room was left; ``names`` are those of their seats."""
    if not names:
        return language.gettext("The room is over.")
    return language.ngettext(
        "The room is over; the recording of {names} is deleted.",
        "The room is over; the recordings of {names} are deleted.",
        len(names),
    ).format(names=language.listed(names))


def stays_words(names: "Sequence[str]", language: Language) -> str:
    """Return whose recordings stay; ``names`` are those of their seats."""
    return language.ngettext(
        "The recording of {names} is kept.", "The recordings of {names} are kept.", len(names)
    ).format(names=language.listed(names))


def only_room_words(language: Language) -> str:
    """Return the button that keeps the room and nobody."""
    return language.gettext("Keep the room and nobody…")


def only_room_question(language: Language) -> str:
    """Return what is asked before that."""
    return language.gettext("Delete the recordings of all seats, kept ones too? They cannot be brought back.")
