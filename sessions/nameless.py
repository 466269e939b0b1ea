"""Tells what of a recording names nobody: sources by their place, facts that are known, words of our own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from biofeedback.events import FROM_FILE, DeviceFact, Event, FormAnswered, Marker, SeatTaken
from biofeedback.facts import Facts
from biofeedback.sensors import ROOM_SOURCE

ELLIPSIS = "…"
"""What stands where words were."""

_HEART = "heart"

_MEASURE = re.compile(
    r"[a-z]+(?:_[a-z]+)*_(?:s|ms|hz|percent|share|beats|breaths|paces|per_min)|beats|adc_bits|nameless"
)
"""Facts with a number: what was measured, counted or needed, by the unit at its end."""

_DEVICE_COUNT = re.compile(r"(?:[a-z]+-)*(?:packets|frames|lines|intervals|gaps|bytes)|seed")
_COMMON_LABEL = re.compile(
    r"(?:(?:[a-z]|trigger|marker|event|stim(?:ulus)?|response|trial|block|condition|phase|epoch|lap)?[ _/#-]*\d{0,5}"
    r"|(?:start|stop|begin|end|pause|baseline|rest|resting|recovery|task|control|breathing|paced breathing"
    r"|exercise|standing|sitting|supine|lying|eyes (?:open|closed))(?:[ _-]?(?:start|stop|begin|end|\d{1,3}))?"
    r"|recording (?:starts|ends)|lights o(?:n|ff)|sleep stage [\w?]{1,3}|(?:no )?movement|artifacts?|artefacts?"
    r"|soften(?::[a-z0-9-]{1,20}){1,4})",
    re.IGNORECASE,
)
"""Labels that name nobody: codes and numbers of experiments, common conditions, texts that EDF+ agreed on
(edfplus.info, standard texts), and those of our own streams. A choice; what is not among them may be anything."""

_NUMBER_OR_NONE = re.compile(r"[0-9]{0,3}")
"""The answer to a question with a scale; 100 is the highest."""

_DEVICE_WORDS = frozenset({"simulated", "model", "protocol", "wave_kind"})
_ABOUT_THE_ERROR = frozenset({"error", "measurement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What the program itself says, which tells nothing of a person.

    Attributes
    ----------
    words : frozenset of str
        Names, titles and texts of the practices that come with it, models of sensors, units and codes.
    is_channel : callable
        Whether a text is the name of a channel that it understands.
    """

    words: frozenset[str]
    is_channel: Callable[[str], bool]


def nameless_marker(marker: Marker, words: frozenset[str] = frozenset()) -> Marker:
    """Return a marker without what somebody may have written into a file of others; the moment itself stays.

    Parameters
    ----------
    marker : Marker
        Any marker; those that do not come from a file are as they were.
    words : frozenset of str
        Labels that the program itself gives.
    """
    label = marker.label.strip()
    if marker.origin != FROM_FILE or not label or label in words or _COMMON_LABEL.fullmatch(label):
        return marker
    return replace(marker, label=ELLIPSIS)


def answers_scale(value: str) -> bool:
    """Return whether a value is one that a question with a scale has: a number of a few digits, or none."""
    return _NUMBER_OR_NONE.fullmatch(value) is not None


def has_own_words(event: Event) -> bool:
    """Return whether an event is the answer to a question of a form in the person's own words.

    Where somebody else wrote the file, words may stand in place of a number as well.
    """
    return isinstance(event, FormAnswered) and (event.kind == "words" or not answers_scale(event.value))


class Nameless:
    """Takes names out of what events say.

    Parameters
    ----------
    own : OwnWords
        What the program itself says.
    sources : tuple of str
        The hearts of the recording, the primary one first.
    """

    def __init__(self, own: OwnWords, sources: tuple[str, ...]) -> None:
        self._own = own
        self._hearts: dict[str, str] = {"": "", ROOM_SOURCE: ROOM_SOURCE}
        for source in sources:
            self.heart(source)

    def event(self, event: Event, **changes: object) -> Event:
        """Return an event without the names in its source and its facts, and with the changes that are given.

        What a seat is called goes whatever it is: a word of our own may be somebody's name as well.
        """
        if isinstance(event, SeatTaken):
            changes["seat"] = ELLIPSIS
        if hasattr(event, "source"):
            changes["source"] = self.heart(event.source)
        if hasattr(event, "facts"):
            changes["facts"] = self.facts(event.facts)
        return replace(event, **changes) if changes else event  # type: ignore[arg-type]

    def is_known(self, fact: DeviceFact) -> bool:
        """Return whether a fact of a device is known here, so that it names nobody."""
        if isinstance(fact.value, str):
            return fact.name in _DEVICE_WORDS and fact.value in self._own.words
        return bool(_MEASURE.fullmatch(fact.name) or _DEVICE_COUNT.fullmatch(fact.name))

    def facts(self, facts: Facts) -> Facts:
        """Return the facts that stay."""
        return tuple(
            (name, value)
            for name, value in facts
            if (name in _ABOUT_THE_ERROR and value in self._own.words)
            or (not isinstance(value, str) and _MEASURE.fullmatch(name))
        )

    def word(self, text: str) -> str:
        """Return a text that is our own or empty, an ellipsis for any other."""
        return text if not text or text in self._own.words else ELLIPSIS

    def heart(self, source: str) -> str:
        """Return what a source is called in the copy: by its place alone."""
        if source not in self._hearts:
            place = len(self._hearts) - 1
            self._hearts[source] = _HEART if place == 1 else f"{_HEART}_{place}"
        return self._hearts[source]
