"""Waves of a recording: which there are, and their samples with times, block by block."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from biofeedback.event_kinds import SampleKind
from biofeedback.events import SampleBlock
from sessions.arrays.rows import Filter, as_it_is
from sessions.arrays.table import FloatArray
from sessions.reader import Recording

_AXES = ("x", "y", "z")
_COUNTS = {"1": "counts"}  # how a unit is called in a name
_STEADY_STEPS = 1.5  # samples: a longer step is a gap; half a sample of jitter of the stamps is none (a choice)


class WaveKey(NamedTuple):
    """What tells one wave of a recording from another."""

    source: str
    kind: SampleKind
    unit: str
    channels: int


class Block(NamedTuple):
    """What one packet brought of a wave.

    ``time_s`` and ``device_s`` (samples,) are when each sample was taken, by the session and by the sensor's own clock;
    ``values`` has the shape (samples, channels).
    """

    key: WaveKey
    rate_hz: float
    time_s: FloatArray
    device_s: FloatArray
    values: FloatArray


@dataclass(slots=True)
class WaveFound:
    """A wave of a recording, as one look through all of its blocks shows it.

    Attributes
    ----------
    key : WaveKey
        Which one.
    rate_hz : float
        How many samples a second its sensor is known to send.
    samples : int
        How many there are.
    first_s, last_s : float
        Session time of the first and of the last one.
    lowest, highest : float
        The smallest and the largest value.
    whole : bool
        Whether every value is a whole number.
    gaps : int
        How often samples are not there.
    """

    key: WaveKey
    rate_hz: float
    samples: int = 0
    first_s: float = math.nan
    last_s: float = -math.inf
    lowest: float = math.inf
    highest: float = -math.inf
    whole: bool = True
    gaps: int = 0
    steady_steps: int = 0
    steady_s: float = 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """What its channels are called, with the unit at the end."""
        return wave_columns(self.key)

    @property
    def true_rate_hz(self) -> float:
        """How many samples a second there were by the session's clock, gaps left out; as told where that is unknown."""
        return self.steady_steps / self.steady_s if self.steady_s > 0 else self.rate_hz

    @property
    def axes(self) -> tuple[str, ...]:
        """What tells its channels from one another; an empty text where there is one."""
        return _axes(self.key)

    def take(self, time_s: FloatArray, values: FloatArray) -> None:
        """Take in the next block."""
        if not self.samples:
            self.first_s = float(time_s[0])
        elif 0 < (step_s := float(time_s[0]) - self.last_s) < _STEADY_STEPS / self.rate_hz:
            self.steady_steps += 1
            self.steady_s += step_s
        else:
            self.gaps += 1
        steps_s = np.diff(time_s)
        steady = (steps_s > 0) & (steps_s < _STEADY_STEPS / self.rate_hz)
        self.steady_steps += int(np.count_nonzero(steady))
        self.gaps += int(np.count_nonzero(~steady))
        self.steady_s += float(steps_s[steady].sum())
        self.samples += time_s.size
        self.last_s = float(time_s[-1])
        sound = values[np.isfinite(values)]
        if sound.size:
            self.lowest, self.highest = min(self.lowest, float(sound.min())), max(self.highest, float(sound.max()))
            self.whole = self.whole and bool(np.all(sound == np.rint(sound)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wave:
    """The samples of one wave.

    Attributes
    ----------
    source : str
        Which heart or sensor it is of.
    kind : {"ecg", "pulse", "acceleration"}
        What it is of.
    unit : str
        ``uV``, ``mg``, or ``1`` for the sensor's own counts.
    rate_hz : float
        How many samples a second the sensor is known to send.
    time_s : ndarray of shape (samples,)
        Session time of each sample in seconds; it steps where samples are not there.
    values : ndarray of shape (samples, channels)
        The samples in ``unit``, exactly as the sensor sent them.
    columns : tuple of str
        What the channels are called.
    """

    source: str
    kind: SampleKind
    unit: str
    rate_hz: float
    time_s: FloatArray
    values: FloatArray
    columns: tuple[str, ...]


def waves_found(recording: Recording, keep: Filter = as_it_is) -> list[WaveFound]:
    """Look through all blocks and return the waves there are."""
    found: dict[WaveKey, WaveFound] = {}
    for block in blocks(recording, keep):
        wave = found.get(block.key)
        if wave is None:
            wave = found[block.key] = WaveFound(block.key, block.rate_hz)
        wave.take(block.time_s, block.values)
    return list(found.values())


def blocks(recording: Recording, keep: Filter = as_it_is, only: WaveKey | None = None) -> Iterator[Block]:
    """Yield the blocks of all waves, or of one.

    A block whose parts do not fit one another holds nothing that could be placed, and is passed over.
    """
    for _, item in recording.events(SampleBlock):
        event = keep(item)
        if not isinstance(event, SampleBlock):
            continue
        key = WaveKey(event.source, event.kind, event.unit, event.channels)
        if only is not None and key != only:
            continue
        device_s, values = _doubles(event.device_s), _doubles(event.values)
        fits = event.channels > 0 and device_s.size > 0 and values.size == device_s.size * event.channels
        if fits and event.rate_hz > 0 and math.isfinite(event.t_s) and np.all(np.isfinite(device_s)):
            time_s = event.t_s + (device_s - device_s[-1])
            yield Block(key, event.rate_hz, time_s, device_s, values.reshape(-1, event.channels))


def read_wave(recording: Recording, found: WaveFound) -> Wave:
    """Return all samples of one wave."""
    time_s = np.empty(found.samples)
    values = np.empty((found.samples, found.key.channels))
    filled = 0
    for block in blocks(recording, only=found.key):
        until = filled + block.time_s.size
        time_s[filled:until], values[filled:until] = block.time_s, block.values
        filled = until
    source, kind, unit, _ = found.key
    return Wave(
        source=source,
        kind=kind,
        unit=unit,
        rate_hz=found.rate_hz,
        time_s=time_s[:filled],
        values=values[:filled],
        columns=found.columns,
    )


def wave_columns(key: WaveKey) -> tuple[str, ...]:
    """Return what the channels of a wave are called, with the unit at the end."""
    unit = _COUNTS.get(key.unit, key.unit)
    return tuple("_".join(filter(None, (key.kind, axis, unit))) for axis in _axes(key))


def _axes(key: WaveKey) -> tuple[str, ...]:
    if key.channels == 1:
        return ("",)
    return _AXES if key.channels == len(_AXES) else tuple(str(index + 1) for index in range(key.channels))


def _doubles(data: bytes) -> NDArray[np.float64]:
    size = np.dtype("<f8").itemsize
    return np.frombuffer(data, dtype="<f8") if len(data) % size == 0 else np.empty(0)
