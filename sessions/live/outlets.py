"""Puts the events of a session into LSL streams: one sample for each, stamped on the clock of LSL."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from math import nan
from types import ModuleType
from typing import TYPE_CHECKING

from biofeedback.events import (
    Beat,
    BeatJudged,
    BellRang,
    BlockBegan,
    BreathPlanned,
    ClosingBegan,
    DeviceFact,
    Event,
    LeadingBegan,
    LinkChanged,
    Marker,
    Metric,
    Paused,
    PracticeEnded,
    Resumed,
    SampleBlock,
    StepBegan,
)
from biofeedback.outside_text import LONGEST_NAME, shown
from sessions.live.loopback import internet_sockets, keep_to_loopback
from sessions.live.lsl_clock import STATED_ERROR_S, LslClock
from sessions.live.stream_kinds import (
    BEAT_KINDS,
    BEATS,
    BREATH,
    MARKERS,
    METRICS,
    NUMBERS,
    RR,
    StreamKind,
    wave,
)
from sessions.nameless import nameless_marker

if TYPE_CHECKING:
    from pylsl import StreamOutlet, XMLElement

OWN_IDS = "soften-"
"""How the ``source_id`` of every stream of ours begins."""

FROM_STREAM = "lsl:"
"""How the origin of a marker begins that came in over LSL; it is not sent out again."""


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Numbers of one heart that belong to one moment, while they come together."""

    source: str
    t_s: float
    values: list[float]


class Outlets:
    """The streams of one session; a stream is there from its first sample on, the markers and the breath at once.

    Parameters
    ----------
    library : module
        ``pylsl``.
    clock : LslClock
        The two clocks.
    sources : sequence of str
        The sources of the hearts, the primary one first. Streams are numbered by them, and never carry their names.
        The seats of a room are not among them: whoever sits there was asked for their beats by OSC alone.
    is_kept_here : bool
        Whether the ports of the streams are to be kept to this machine, where the system lets us.

    Attributes
    ----------
    unreachable : bool
        Whether no other machine can connect to any of them.
    """

    def __init__(self, library: ModuleType, clock: LslClock, sources: Sequence[str], *, is_kept_here: bool) -> None:
        self._library = library
        self._is_kept_here = self.unreachable = is_kept_here
        self._clock = clock
        self._places = {source: index for index, source in enumerate(sources, start=1)}
        self._known: dict[tuple[str, str], str] = {}
        self._outlets: dict[tuple[str, str], StreamOutlet] = {}
        self._breaths: list[BreathPlanned] = []
        self._numbers: _Numbers | None = None
        self._widest_s = 0.0
        self._outlet(MARKERS)
        self._outlet(BREATH)

    @property
    def count(self) -> int:
        """How many streams there are."""
        return len(self._outlets)

    @property
    def widest_error_s(self) -> float:
        """The largest error that a stamp may have had so far, in seconds."""
        return self._widest_s

    @property
    def next_due_s(self) -> float | None:
        """When the next breath begins, in session seconds; None while none is planned."""
        return self._breaths[0].t_s if self._breaths else None

    def close(self) -> None:
        """Close every stream."""
        self._outlets.clear()

    def apply(self, event: Event) -> None:
        """Send what an event says; most say something, and those of a heart that is none of ours nothing."""
        if getattr(event, "source", None) not in (None, *self._places):
            return
        match event:
            case Beat(source=source, arrived_s=t_s):
                self._push(RR, source, t_s, [event.rr_ms, event.index, event.quality, t_s])
            case BeatJudged(source=source, t_s=t_s):
                self._push(BEATS, source, t_s, [event.nn_ms, BEAT_KINDS.index(event.kind), event.index, t_s])
            case Metric():
                self._collect(event)
            case SampleBlock():
                self._push_wave(event)
            case BreathPlanned(t_s=t_s):
                self._breaths = [*(breath for breath in self._breaths if breath.t_s < t_s), event]
            case DeviceFact(source=source, name="model" | "manufacturer" | "firmware" | "simulated" as name):
                self._known[source, name] = shown(str(event.value), LONGEST_NAME)
            case Marker(origin=origin) if origin.startswith(FROM_STREAM):
                pass  # it is in LSL already
            case _:
                if isinstance(event, Paused) and event.mode == "pause":
                    self._breaths = [breath for breath in self._breaths if breath.t_s <= event.t_s]
                if (said := self._marked(event)) is not None:
                    self._push(MARKERS, "", said[0], [said[1]])

    def advance(self, now_s: float) -> None:
        """Send what belongs together and is whole, and the breaths that have begun by ``now_s``."""
        self._send_numbers()
        while self._breaths and self._breaths[0].t_s <= now_s:
            breath = self._breaths.pop(0)
            lengths_s = [breath.in_s, breath.hold_in_s, breath.out_s, breath.hold_out_s]
            self._push(BREATH, "", breath.t_s, [*lengths_s, breath.t_s])

    def _marked(self, event: Event) -> tuple[float, str] | None:
        """Return the moment and the words of a marker; None for what is none."""
        match event:
            case Marker(t_s=t_s):
                return t_s, nameless_marker(event).label
            case StepBegan(t_s=t_s, index=index):
                return t_s, _own("step", str(index + 1))
            case BlockBegan(t_s=t_s, block=block, kind=kind):
                return t_s, _own("block", str(block), kind.replace("_", "-"))
            case Paused(t_s=t_s, mode=mode):
                return t_s, _own("pause") if mode == "pause" else _own("pause", "steps")
            case Resumed(t_s=t_s):
                return t_s, _own("resume")
            case LeadingBegan(t_s=t_s):
                return t_s, _own("leading")
            case ClosingBegan(t_s=t_s):
                return t_s, _own("closing")
            case BellRang(t_s=t_s):
                return t_s, _own("bell")
            case PracticeEnded(t_s=t_s, mode=mode):
                return t_s, _own("end", mode)
            case LinkChanged(t_s=t_s, source=source, state=state):
                return t_s, _own("link", str(self._places[source]), state)
            case _:
                return None

    def _collect(self, metric: Metric) -> None:
        together = self._numbers
        if together is None or (together.source, together.t_s) != (metric.source, metric.t_s):
            self._send_numbers()
            together = self._numbers = _Numbers(metric.source, metric.t_s, [nan] * (2 * len(METRICS)))
        place = METRICS.index(metric.name)
        together.values[place] = metric.value
        together.values[len(METRICS) + place] = metric.quality_share

    def _send_numbers(self) -> None:
        if (together := self._numbers) is not None:
            self._numbers = None
            self._push(NUMBERS, together.source, together.t_s, [*together.values, together.t_s])

    def _push(self, kind: StreamKind, source: str, t_s: float, values: list[float] | list[str]) -> None:
        self._outlet(kind, source).push_sample(values, self._stamp(t_s))

    def _push_wave(self, block: SampleBlock) -> None:
        kind = wave(block.kind, block.unit, block.channels)
        device_s = struct.unpack(f"<{len(block.device_s) // 8}d", block.device_s)
        values = struct.unpack(f"<{len(block.values) // 8}d", block.values)
        if not device_s or len(values) != len(device_s) * block.channels:
            return
        latest_s = self._stamp(block.t_s)
        outlet = self._outlet(kind, block.source, block.rate_hz)
        outlet.push_chunk(list(values), [latest_s + (each_s - device_s[-1]) for each_s in device_s])

    def _stamp(self, t_s: float) -> float:
        self._widest_s = max(self._widest_s, self._clock.error_s(t_s))
        return self._clock.to_lsl(t_s)

    def _outlet(self, kind: StreamKind, source: str = "", rate_hz: float = 0.0) -> "StreamOutlet":
        if (source, kind.key) not in self._outlets:
            self._outlets[source, kind.key] = self._opened(kind, source, rate_hz)
        return self._outlets[source, kind.key]

    def _opened(self, kind: StreamKind, source: str, rate_hz: float) -> "StreamOutlet":
        place = self._places.get(source, 1)
        name = kind.name if place == 1 else f"{kind.name} {place}"
        info = self._library.StreamInfo(
            name, kind.type, len(kind.channels), rate_hz, kind.format, f"{OWN_IDS}{kind.key}-{place}"
        )
        self._describe(info.desc(), kind, source)
        before = internet_sockets()
        outlet = self._library.StreamOutlet(info)
        if self._is_kept_here:
            self.unreachable = keep_to_loopback(internet_sockets() - before) and self.unreachable
        return outlet

    def _describe(self, desc: "XMLElement", kind: StreamKind, source: str) -> None:
        desc.append_child_value("manufacturer", "Soften")
        channels = desc.append_child("channels")
        for each in kind.channels:
            channel = channels.append_child("channel")
            for name, value in (("label", each.label), ("unit", each.unit), ("type", each.type)):
                channel.append_child_value(name, value)
        acquisition = desc.append_child("acquisition")
        for name in ("manufacturer", "model", "firmware", "simulated"):
            if (source, name) in self._known:
                acquisition.append_child_value(name, self._known[source, name])
        synchronization = desc.append_child("synchronization")
        synchronization.append_child_value("time_source", "Soften session clock mapped to lsl_local_clock")
        synchronization.append_child_value("offset_mean", "0")
        synchronization.append_child_value("can_drop_samples", "true")
        soften = desc.append_child("soften")
        soften.append_child_value("version", version("soften"))
        soften.append_child_value("stamp", kind.stamp)
        soften.append_child_value("stamp_error_s", f"{STATED_ERROR_S:g}")
        soften.append_child_value("session_zero_s", f"{self._clock.zero_s:.9f}")
        soften.append_child_value("about", kind.tells)
        if kind is BEATS:
            soften.append_child_value("kinds", ", ".join(BEAT_KINDS))


def _own(*words: str) -> str:
    """Return a marker of ours, which tells what happens in the practice."""
    return ":".join(("soften", *words))
