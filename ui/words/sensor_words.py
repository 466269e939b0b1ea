"""What the window and the terminal say of a sensor: its name and its contact with the skin."""

from biofeedback.events import ContactState
from biofeedback.sensors import NAMELESS_STRAP, SIMULATED_HEART, UNNAMED_SENSOR, UNNAMED_STRAP, WITHOUT_SENSOR
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import PracticeViewModel
from ui.words.language import Language
from ui.words.link_words import link_sentence
from ui.words.strap_words import nameless
from ui.words.timing_words import delay_words


def sensor_name(label: str, language: Language, *, simulated: bool) -> str:
    """Return the name of a sensor, without a label that there is none; a simulated heart is called so first."""
    if not label:
        return language.gettext(WITHOUT_SENSOR.label)
    if label == NAMELESS_STRAP:
        return nameless(language)
    if not simulated:
        return language.gettext(label) if label in (UNNAMED_STRAP, UNNAMED_SENSOR) else label
    name = language.gettext(SIMULATED_HEART.label)
    return name if label == SIMULATED_HEART.label else f"{name} · {label}"


def heart_legend(view: PracticeViewModel, language: Language) -> str:
    """Return what the line of the heart is called, or why there is none; empty where no sensor listens to it."""
    if not view.listened:
        return ""
    return language.gettext("your heart rests from view") if view.heart_hidden else language.gettext("your heart")


def contact_words(contact: ContactState | None, language: Language) -> str:
    """Return what a sensor says of its contact with the skin; empty where it cannot know it, or has said nothing."""
    match contact:
        case "yes":
            return language.gettext("good contact")
        case "no":
            return language.gettext("no contact with the skin yet")
        case "unknown" | None:
            return ""


def status_words(heart: HeartView, label: str, language: Language, *, simulated: bool) -> str:
    """Return one line about a sensor: name, contact, delay, battery; or what the link has to say."""
    name = sensor_name(label, language, simulated=simulated or heart.simulated)
    if heart.link is not None and heart.link.state != "streaming":
        return link_sentence(heart.link.code, heart.link.facts, language) or name
    contact = contact_words(heart.contact, language)
    battery = "" if heart.battery_percent is None else percent_words(heart.battery_percent, language)
    delay = delay_words(heart.timing, language)
    return " · ".join(part for part in (name, contact, delay, battery) if part)


def percent_words(percent: int, language: Language) -> str:
    """Return a share in per cent with its sign."""
    return language.gettext("{percent} %").format(percent=language.whole(percent))
