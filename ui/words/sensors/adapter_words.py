"""What a person is told of the Bluetooth adapters of this computer: what each holds, and for how many it has room."""

from biofeedback.facts import Facts, fact_values
from biofeedback.outside_text import shown
from biofeedback.sensors import AdapterLoad
from ui.words.filled import filled
from ui.words.language import Language


def adapter_load_words(load: AdapterLoad, language: Language) -> str:
    """Return how much an adapter holds, as a line of a list."""
    named = {"adapter": load.name, "held": language.whole(load.held), "about": language.whole(load.about)}
    if not load.name:
        # Translators: how many sensors the Bluetooth of this computer holds, of about how many that it can hold.
        return language.gettext("Bluetooth: {held} of about {about}").format(**named)
    # Translators: how many sensors the adapter of that name holds, of about how many that it can hold.
    return language.gettext("Bluetooth adapter {adapter}: {held} of about {about}").format(**named)


def connected_by_words(adapter: str, language: Language) -> str:
    """Return by which adapter a sensor is connected, as a part of the line about it."""
    # Translators: by which Bluetooth adapter of this computer a sensor is connected.
    return language.gettext("by {adapter}").format(adapter=shown(adapter))


def adapter_nearly_full_sentence(facts: Facts, language: Language) -> str:
    """Return what is said before an adapter holds all it can: ``held``, ``about``, and ``adapter`` where it has one."""
    held = next((value for value in fact_values(facts, "held") if isinstance(value, int)), 0)
    if fact_values(facts, "adapter"):
        message = language.ngettext(
            "The Bluetooth adapter {adapter} now holds {held} sensor, of about {about} that it has room for. For more "
            "people, plug in another adapter, or take sensors with a cable.",
            "The Bluetooth adapter {adapter} now holds {held} sensors, of about {about} that it has room for. For more "
            "people, plug in another adapter, or take sensors with a cable.",
            held,
        )
    else:
        message = language.ngettext(
            "The Bluetooth of this computer now holds {held} sensor, of about {about} that it has room for. "
            "More people may need sensors with a cable.",
            "The Bluetooth of this computer now holds {held} sensors, of about {about} that it has room for. "
            "More people may need sensors with a cable.",
            held,
        )
    return filled(message, facts, language)


def adapter_full_sentence(facts: Facts, language: Language) -> str:
    """Return what is said where an adapter took no more: how many it ``held``, and ``adapter`` where it has one."""
    if fact_values(facts, "adapter"):
        message = language.gettext(
            "The Bluetooth adapter {adapter} holds as many sensors as it can, {held} of them ours. Plug in another "
            "adapter, or let something else go that is connected by Bluetooth; we keep trying."
        )
    else:
        message = language.gettext(
            "The Bluetooth of this computer holds as many sensors as it can, {held} of them ours. Let something else "
            "go that is connected by Bluetooth; we keep trying."
        )
    return filled(message, facts, language)
