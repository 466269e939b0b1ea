"""What the window and the terminal say of a sensor: its name and its contact with the skin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biofeedback.event_kinds import ContactState
from biofeedback.outside_text import shown
from biofeedback.sensors import NAMELESS_STRAP, SIMULATED_HEART, UNNAMED_SENSOR, UNNAMED_STRAP, WITHOUT_SENSOR
from ui.words.language import Language
from ui.words.sensors.adapter_words import connected_by_words
from ui.words.sensors.link_words import link_sentence
from ui.words.sensors.strap_words import nameless
from ui.words.timing_words import delay_words

if TYPE_CHECKING:
    from ui.presenter.heart_view import HeartView
    from ui.presenter.view_model import PracticeViewModel


@dataclass(frozen=True, slots=True)
class Among:
    """Which of the sensors of a practice one is.

    Attributes
    ----------
    place : int
        The how manieth it is of those with its label, from 1; 0 where no other has it.
    several : bool
        Whether the practice has other sensors at all.
    """

    place: int = 0
    several: bool = False


ALONE = Among()
"""A sensor without others beside it."""


def among(source: str, sources: Sequence[str], label_of: Callable[[str], str]) -> Among:
    """Return which of the sensors of a practice one is; `ALONE` for what is none of several."""
    if len(sources) < 2 or source not in sources:
        return ALONE
    alike = [each for each in sources if label_of(each) == label_of(source)]
    return Among(alike.index(source) + 1 if len(alike) > 1 else 0, several=True)


def distinct_name(name: str, which: Among, language: Language) -> str:
    """Return the name of a sensor so that no other has it."""
    match which.place:
        case 0:
            return name
        case 1:
            # Translators: of several sensors with one name.
            return language.pgettext("of several sensors with one name", "{name} (first)").format(name=name)
        case 2:
            return language.pgettext("of several sensors with one name", "{name} (second)").format(name=name)
        case 3:
            return language.pgettext("of several sensors with one name", "{name} (third)").format(name=name)
        case place:
            message = language.pgettext("of several sensors with one name", "{name} (number {place})")
            return message.format(name=name, place=language.whole(place))


def of_sensor(sentence: str, label: str, which: Among, language: Language) -> str:
    """Return a sentence about a sensor so that it is clear which of several is meant; the same where there is one."""
    name = shown(sensor_name(label, language, simulated=False))
    if not sentence or not which.several or (not which.place and name.casefold() in sentence.casefold()):
        return sentence
    named = distinct_name(name, which, language)
    message = language.pgettext("which sensor a sentence is about", "{name}: {sentence}")
    return message.format(name=named[:1].upper() + named[1:], sentence=sentence)


def of_source(
    sentence: str, source: str, sources: Sequence[str], label_of: Callable[[str], str], language: Language
) -> str:
    """Return what an event says so that it is clear which of several sensors it is of; the same where it is of none."""
    which = among(source, sources, label_of)
    return of_sensor(sentence, label_of(source), which, language) if which.several else sentence


def sensor_name(label: str, language: Language, *, simulated: bool) -> str:
    """Return the name of a sensor, without a label that there is none; a simulated heart is called so first."""
    if not label:
        return language.gettext(WITHOUT_SENSOR.label)
    if label == NAMELESS_STRAP:
        return nameless(language)
    if not simulated:
        return language.gettext(label) if label in (UNNAMED_STRAP, UNNAMED_SENSOR, SIMULATED_HEART.label) else label
    name = language.gettext(SIMULATED_HEART.label)
    return name if label == SIMULATED_HEART.label else f"{name} · {label}"


def heart_legend(view: "PracticeViewModel", language: Language) -> str:
    """Return what the line of the heart is called, or why there is none; empty where no sensor listens to it."""
    if not view.listened:
        return ""
    return language.gettext("your heart is not shown for now") if view.heart_hidden else language.gettext("your heart")


def contact_words(contact: ContactState | None, language: Language) -> str:
    """Return what a sensor says of its contact with the skin; empty where it cannot know it, or has said nothing."""
    match contact:
        case "yes":
            return language.gettext("good contact")
        case "no":
            return language.gettext("no contact with the skin yet")
        case "unknown" | None:
            return ""


def status_words(heart: "HeartView", label: str, language: Language, *, simulated: bool, which: Among = ALONE) -> str:
    """Return one line about a sensor: name, contact, delay, battery, of several its adapter; or what the link says."""
    name = distinct_name(sensor_name(label, language, simulated=simulated or heart.simulated), which, language)
    if heart.link is not None and heart.link.state != "streaming":
        sentence = link_sentence(heart.link.code, heart.link.facts, language)
        return of_sensor(sentence, label, which, language) or name
    contact = contact_words(heart.contact, language)
    battery = "" if heart.battery_percent is None else percent_words(heart.battery_percent, language)
    delay = delay_words(heart.timing, language)
    adapter = connected_by_words(heart.adapter, language) if which.several and heart.adapter else ""
    return " · ".join(part for part in (name, contact, delay, battery, adapter) if part)


def percent_words(percent: int, language: Language) -> str:
    """Return a share in per cent with its sign."""
    return language.gettext("{percent} %").format(percent=language.whole(percent))
