"""What the window and the terminal say of a sensor: its name and its contact with the skin."""

from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.events import ContactState
from biofeedback.sensors import SIMULATED_HEART
from ui.presenter.heart_view import HeartView

CONTACT_WORDS: Mapping[ContactState, str] = MappingProxyType(
    {"yes": "good contact", "no": "no contact with the skin yet", "unknown": ""}
)
"""What the contact with the skin is called; nothing where a sensor cannot know it."""


def sensor_name(label: str, *, simulated: bool) -> str:
    """Return the name of a sensor; a simulated heart is called so first, whatever plays it."""
    if not simulated or label == SIMULATED_HEART.label:
        return label
    return f"{SIMULATED_HEART.label} · {label}"


def contact_words(heart: HeartView) -> str:
    """Return what the sensor says of its contact with the skin; empty while it has said nothing."""
    return "" if heart.contact is None else CONTACT_WORDS[heart.contact]


def status_words(heart: HeartView, label: str, *, simulated: bool) -> str:
    """Return one line about a sensor: name, contact, delay, battery; or what the link has to say."""
    name = sensor_name(label, simulated=simulated or heart.simulated)
    if heart.link is not None and heart.link.state != "streaming":
        return heart.link.sentence or name
    battery = "" if heart.battery_percent is None else f"{heart.battery_percent} %"
    return " · ".join(part for part in (name, contact_words(heart), heart.timing.delay_words, battery) if part)
