"""Which LSL streams there are, and what each of their channels holds: what the metadata and docs/live.md say.

Labels, units and types follow the conventions for the metadata of XDF (https://github.com/sccn/xdf/wiki/Meta-Data).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from biofeedback.event_kinds import BeatKind, SampleKind
from biofeedback.signals.definitions import DEFINITIONS

Format: TypeAlias = Literal["double64", "string"]


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel: its label, its unit in the words of the conventions, and its type."""

    label: str
    unit: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamKind:
    """One kind of stream.

    Attributes
    ----------
    key : str
        What its ``source_id`` is made of.
    name, type : str
        What it is called, and its type of content.
    channels : tuple of Channel
        What a sample holds, in order.
    stamp : str
        Which moment the stamp of a sample is.
    tells : str
        What it is, for those who read.
    format : {"double64", "string"}
        As what its values are sent.
    """

    key: str
    name: str
    type: str
    channels: tuple[Channel, ...]
    stamp: str
    tells: str
    format: Format = field(default="double64")


SESSION = Channel("session", "seconds", "Time")
"""The stamp on the clock of the session, as the recording has it, so that both can be laid beside each other."""

BEAT_KINDS: tuple[BeatKind, ...] = get_args(BeatKind)
"""What is thought of a beat; in a stream it is the place in this list, from 0."""

METRICS = (
    "heart_rate_bpm",
    "rmssd_ms",
    "sdnn_ms",
    "coherence_share",
    "coherence_ratio",
    "coherence_score",
    "coherence_peak_hz",
    "corrected_ratio",
    "steadiness_share",
    "warmth_share",
    "pacer_amplitude_bpm",
    "pacer_lag_s",
    "pacer_fit_r2_share",
    "swing_bpm",
    "breath_rate_per_min",
    "breath_confidence",
    "phase_locking_share",
    "cross_coherence_share",
)
"""The numbers that are computed while practising, by the names of their definitions."""

_UNITS: Mapping[str, str] = MappingProxyType({"ms": "milliseconds", "s": "seconds", "Hz": "hertz", "hz": "hertz"})

RR = StreamKind(
    key="rr",
    name="Soften RR",
    type="RR",
    channels=(
        Channel("rr", "milliseconds", "RR"),
        Channel("index", "count", "Index"),
        Channel("quality", "normalized", "Quality"),
        SESSION,
    ),
    stamp="when the packet with the interval arrived",
    tells="Every interval as the sensor sent it, never corrected; nan where it sent none. The index counts the beats "
    "of a sensor from 0, and quality (0 to 1) is known of beats that were found in a wave.",
)

BEATS = StreamKind(
    key="beats",
    name="Soften beats",
    type="RR",
    channels=(
        Channel("nn", "milliseconds", "RR"),
        Channel("kind", "code", "Kind"),
        Channel("index", "count", "Index"),
        SESSION,
    ),
    stamp="when the beat was, on the rebuilt timeline",
    tells="Every beat two beats later: the interval to compute with (nan where there is none) and what is thought of "
    "it, as its place among the kinds, from 0.",
)

NUMBERS = StreamKind(
    key="metrics",
    name="Soften metrics",
    type="HRV",
    channels=(
        *(Channel(name, _UNITS.get(DEFINITIONS[name].unit, DEFINITIONS[name].unit), "Value") for name in METRICS),
        *(Channel(f"{name}_quality", "normalized", "Quality") for name in METRICS),
        SESSION,
    ),
    stamp="the moment to which the numbers belong",
    tells="The numbers of docs/signals.md as they are computed, once a second; nan where one is not known or was not "
    "computed at this moment. Its quality (0 to 1) is mostly the share of its window between beats that count.",
)

BREATH = StreamKind(
    key="breath",
    name="Soften breath",
    type="Respiration",
    channels=(
        Channel("in", "seconds", "Duration"),
        Channel("hold_in", "seconds", "Duration"),
        Channel("out", "seconds", "Duration"),
        Channel("hold_out", "seconds", "Duration"),
        SESSION,
    ),
    stamp="when the in-breath begins",
    tells="Every breath as it is led, sent when it begins; a pause may end it early, which a marker tells.",
)

MARKERS = StreamKind(
    key="markers",
    name="Soften markers",
    type="Markers",
    channels=(Channel("marker", "text", "Marker"),),
    stamp="the moment that is marked",
    tells="What was marked (“marked” by key), and what happens, behind “soften:”: soften:step:2, "
    "soften:block:2:practice, soften:pause, soften:resume, soften:bell, soften:leading, soften:closing, "
    "soften:link:1:streaming, soften:end:completed. No words of a practice, and no notes.",
    format="string",
)

_WAVE_STAMP = "when the sample was taken, as far as late packets can tell"


def wave(kind: SampleKind, unit: str, channels: int) -> StreamKind:
    """Return the stream of a wave with so many channels, in the unit in which the sensor sends it."""
    name, type_, labels = _WAVES[kind]
    labels = labels if len(labels) == channels else tuple(f"{labels[0]}{index + 1}" for index in range(channels))
    units = {"uV": "microvolts", "mg": "milli-g", "1": "counts"}
    return StreamKind(
        key=kind,
        name=name,
        type=type_,
        channels=tuple(Channel(label, units.get(unit, unit), type_) for label in labels),
        stamp=_WAVE_STAMP,
        tells="The samples as the sensor sent them, at its nominal rate.",
    )


_WAVES: Mapping[SampleKind, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "ecg": ("Soften ECG", "ECG", ("ecg",)),
        "pulse": ("Soften pulse wave", "PPG", ("pulse",)),
        "acceleration": ("Soften acceleration", "Accelerometer", ("x", "y", "z")),
    }
)

ALWAYS = (RR, BEATS, NUMBERS, BREATH, MARKERS)
"""Every kind of stream but the waves, which a sensor brings or not."""
