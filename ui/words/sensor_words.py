"""What the window and the terminal say of a sensor: its name and its contact with the skin."""

from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.events import ContactState, DeviceFact, Event
from biofeedback.sensors import SIMULATED_HEART

CONTACT_WORDS: Mapping[ContactState, str] = MappingProxyType(
    {"yes": "good contact", "no": "no contact with the skin yet", "unknown": ""}
)
"""What the contact with the skin is called; nothing where a sensor cannot know it."""


def sensor_name(label: str, *, simulated: bool) -> str:
    """Return the name of a sensor; a simulated heart is called so first, whatever plays it."""
    if not simulated or label == SIMULATED_HEART.label:
        return label
    return f"{SIMULATED_HEART.label} · {label}"


def says_simulated(event: Event) -> bool:
    """Return whether this event says that the heart is a simulated one, as a replayed recording does."""
    return isinstance(event, DeviceFact) and event.name == "simulated" and event.value == "yes"
