"""What the catalogue says of a sensor: the form of an entry, and the words for its levels.

All of it is for people: in the terminal, in the window, in docs/sensors.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Group: TypeAlias = Literal["strap", "optical", "serial", "numbers"]

GROUP_TITLES: Mapping[Group, str] = MappingProxyType(
    {
        "strap": "Chest straps",
        "optical": "Optical bands, finger sensors and watches",
        "serial": "At a serial port",
        "numbers": "Without a sensor",
    }
)
"""In this order the catalogue is told."""

Wearing: TypeAlias = Literal["chest", "arm", "wrist", "finger", "board", "any", "not"]

WEARING_WORDS: Mapping[Wearing, str] = MappingProxyType(
    {
        "chest": "Around the chest, beneath the chest muscles, the electrodes wet and flat on the skin. There is "
        "nothing to switch on: it wakes when it feels the skin.",
        "arm": "Around the forearm or the upper arm, snug, its light on the skin and not over a bone. Switch it on "
        "with its button, with heart rate where it asks what to measure.",
        "wrist": "Around the wrist, a finger's breadth above the bone, a little tighter than usual. Switch the sharing "
        "of the heart rate on, in itself or in its app.",
        "finger": "On a finger or an ear lobe, lightly, with a warm hand at rest. Switch it on, or plug it in.",
        "board": "As the board asks: electrodes of an ECG on clean skin, to the left and the right of the heart; a "
        "pulse sensor on a fingertip, lightly. Plug it in, and lay the cables so that they do not swing.",
        "any": "A strap goes around the chest, its electrodes wet; a band with a light goes snugly around the arm or "
        "the wrist, and is switched on.",
        "not": "Nothing is worn, and nothing is switched on.",
    }
)
"""How a sensor is worn and what is switched on; of such sensors in general, where its maker says more that holds."""

Trust: TypeAlias = Literal["beat by beat", "with care", "not for HRV", "not known yet"]

TRUST_WORDS: Mapping[Trust, str] = MappingProxyType(
    {
        "beat by beat": "single beats, timed finely",
        "with care": "single beats, with something to know about them",
        "not for HRV": "no single beats that could be counted on; the breath light and the heart rate at most",
        "not known yet": "differs from one to the next; the first half minute shows it",
    }
)
"""How far numbers of heart rate variability (HRV) from a sensor can be trusted, as a level."""

Evidence: TypeAlias = Literal["measured by others", "told by the maker", "reported", "assumed", "our own"]

EVIDENCE_WORDS: Mapping[Evidence, str] = MappingProxyType(
    {
        "measured by others": "measured and published by others; not verified by us",
        "told by the maker": "from the maker's own documents or programs; not verified by us",
        "reported": "from public reports of people who use it; not verified by us",
        "assumed": "from memory or by likeness to others; not verified by us",
        "our own": "ours, and tested",
    }
)
"""What an entry rests upon. Nothing but our own is verified: so far Soften has met rigs, and no sensor in the flesh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorModel:
    """One model of sensor, or one way of speaking that several share.

    Attributes
    ----------
    name : str
        What people call it; `model_named` finds it by this.
    group : Group
        Among which others it is told.
    what : str
        What it is, in a sentence.
    worn : Wearing
        How it is worn and what is switched on.
    advertised : tuple of str
        How its name on the air begins, in any case; empty when that is not known or tells nothing.
    protocol : str
        The serial protocol that it speaks (the name of a row of the registry); empty when none.
    spec : str
        How it is named to ``--sensor``.
    timing : str
        How a beat is timed, in a sentence.
    resolution_ms : float
        What a beat or an interval is rounded to, in ms; ``nan`` when it depends or is not known.
    rmssd_floor_ms : float
        What that rounding alone adds to the RMSSD of a perfectly regular heart, in ms, at most: 0.707 times the
        resolution for rounded beat times, 0.41 times for intervals rounded by themselves; ``nan`` when not known.
    delay_s : float
        From a heartbeat to its interval here, in s, usually; ``nan`` when nobody measured it.
    trust : Trust
        Whether numbers of heart rate variability from it can be trusted, as a level.
    hrv : str
        The same in a sentence for the person.
    evidence : Evidence
        What this entry rests upon.
    quirks : tuple of str
        What is peculiar about it, a sentence each.
    no_connection : str
        What to do when it does not connect.
    remark : str
        What is good to know before choosing it among sensors on the air, short enough for a list; mostly empty.
    """

    name: str
    group: Group
    what: str
    worn: Wearing
    advertised: tuple[str, ...] = ()
    protocol: str = ""
    spec: str
    timing: str
    resolution_ms: float
    rmssd_floor_ms: float
    delay_s: float = float("nan")
    trust: Trust
    hrv: str
    evidence: Evidence
    quirks: tuple[str, ...] = ()
    no_connection: str
    remark: str = ""
