"""What seats in a room are called by themselves: plants and other gentle things, in an order that says nothing."""

from collections.abc import Iterable
from random import Random

from biofeedback.names import alike
from ui.words.language import Language
from ui.words.people_words import plant_names


def seat_names(language: Language) -> tuple[str, ...]:
    """Return all names that a seat may be given by itself, no two alike."""
    # Translators: plants and gentle things with short names, no two alike, with commas between, 28 or more of them;
    # people in a room are called so for the length of a practice.
    gentle = language.gettext(
        "River, Cedar, Birch, Heron, Lark, Ember, Stone, Otter, Dune, Maple, Reed, Heather, Ivy, Alder, Aspen, Lotus, "
        "Pebble, Meadow, Robin, Wren, Brook, Shell, Cloud, Dew, Harbour, Lantern, Sparrow, Violet, Olive, Almond"
    )
    names = (*plant_names(language), *(name for each in gentle.split(",") if (name := each.strip())))
    return tuple({alike(name): name for name in names}.values())


def free_names(language: Language, taken: Iterable[str], chance: Random) -> list[str]:
    """Return the names that nobody in the room has, shuffled; where all are taken, names made of two, no numbers."""
    known = {alike(name) for name in taken}
    names = seat_names(language)
    free = [name for name in names if alike(name) not in known]
    if not free:
        # Translators: the name of a seat, made of two names such as Willow and River.
        pair = language.pgettext("a name made of two", "{one} {other}")
        pairs = (pair.format(one=one, other=other) for one in names for other in names if one != other)
        free = [name for name in pairs if alike(name) not in known]
    chance.shuffle(free)
    return free
