"""Makes waves of what files hold: in the units that are kept, at even times where they were even."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from biofeedback.event_kinds import SampleKind
from sessions.importers.imported import FloatArray, ImportedWave, ImportRemark
from sessions.importers.waves.channels import scale_of

_LOST_SAMPLES = 0.6  # of a sample: a stamp later than due by more shows that some are lost; a choice, above rounding
_BEYOND_JITTER = 6.0  # times the usual deviation of stamps from what is due: a choice, as for outliers elsewhere
_FITTED = 10  # packets of a run from which on its own clock is fitted: a choice; fewer have the rate of all


class Paced(NamedTuple):
    """When samples were taken that came in packets with a stamp each: the rate, the times, and how many breaks."""

    rate_hz: float
    t_s: FloatArray
    breaks: int


def wave_of(
    kind: SampleKind,
    name: str,
    values: ArrayLike,
    rate_hz: float,
    *,
    unit: str = "",
    start_s: float = 0.0,
    t_s: FloatArray | None = None,
) -> ImportedWave:
    """Return a wave in the unit in which waves of its kind are kept.

    Parameters
    ----------
    kind : SampleKind
        What it is of.
    name : str
        What the file calls it.
    values : array, shape (samples,) or (samples, channels)
        In the unit of the file; ``nan`` where it has none.
    rate_hz : float
        Samples a second.
    unit : str
        What the file calls the unit; empty for counts.
    start_s, t_s
        As in `ImportedWave`.
    """
    scale = scale_of(kind, unit)
    samples = np.asarray(values, dtype=np.float64)
    samples = samples.reshape(len(samples), -1)
    if scale.factor != 1.0:
        samples = samples * scale.factor
    return ImportedWave(
        kind=kind, unit=scale.unit, rate_hz=rate_hz, values=samples, start_s=start_s, t_s=t_s, name=name
    )


def with_axes_together(waves: Sequence[ImportedWave]) -> list[ImportedWave]:
    """Return the waves, axes of acceleration that were taken at the same times as one wave of several channels."""
    axes = [wave for wave in waves if wave.kind == "acceleration"]
    if len({(wave.rate_hz, wave.unit, len(wave.values), wave.start_s) for wave in axes}) != 1 or len(axes) < 2:
        return list(waves)
    together = replace(
        axes[0], values=np.hstack([wave.values for wave in axes]), name=", ".join(wave.name for wave in axes)
    )
    return [together if wave is axes[0] else wave for wave in waves if wave is axes[0] or wave not in axes]


def remark_of(wave: ImportedWave) -> ImportRemark:
    """Return what a wave is: its title, how much there is of it, its rate and the unit that it is kept in."""
    return ImportRemark.of(
        ImportRemarkCode.WAVE_OF_FORMAT,
        wave=wave.kind,
        title=wave.name,
        count=len(wave.values),
        rate_hz=float(f"{wave.rate_hz:.6g}"),
        unit=wave.unit,
    )


def not_used(parts: Iterable[str]) -> list[ImportRemark]:
    """Return the remark that names what was not used, if anything was not."""
    named = tuple(part for part in parts if part)
    return [ImportRemark.of(ImportRemarkCode.NOT_USED, part=named)] if named else []


def without_heart(path: Path, form: str, parts: Sequence[str]) -> RecordingError:
    """Return the error that a file holds no heart, with what it holds."""
    return RecordingError(ImportErrorCode.WITHOUT_HEART, str(path), format=form, part=list(parts) or ["-"])


def paced(stamps_s: ArrayLike, counts: ArrayLike) -> Paced:
    """Return when the samples of packets were taken.

    Parameters
    ----------
    stamps_s : array of float, shape (packets,)
        The time of the first sample of each packet (or of its last, throughout), in seconds, rising.
    counts : array of int, as many
        How many samples each holds, one or more.

    Raises
    ------
    ValueError
        There are fewer than two packets, or their times do not go on.

    Notes
    -----
    The usual step is the rate. A packet that comes later than those before it fill begins a run of its own; within a
    run a straight line through the stamps sets their rounding aside.
    """
    stamps, sizes = np.asarray(stamps_s, dtype=np.float64), np.asarray(counts, dtype=np.int64)
    steps = np.diff(stamps)
    if not steps.size or not np.all(np.isfinite(stamps)) or np.any(steps <= 0.0):
        raise ValueError("times that do not go on")
    period_s = float(np.median(steps / sizes[:-1]))
    late_s = steps - sizes[:-1] * period_s
    usual_s = float(np.median(np.abs(late_s)))
    begins = 1 + np.flatnonzero(np.abs(late_s) > max(_LOST_SAMPLES * period_s, _BEYOND_JITTER * usual_s))
    times: list[FloatArray] = []
    fitted: list[tuple[int, float]] = []
    for packets in np.split(np.arange(stamps.size), begins):
        first, inside = int(packets[0]), sizes[packets]
        starts = np.concatenate(([0], np.cumsum(inside)[:-1]))
        slope_s, offset_s = period_s, float(stamps[first])
        if packets.size >= _FITTED:
            slope_s, offset_s = (float(each) for each in np.polyfit(starts, stamps[packets] - stamps[first], 1))
            offset_s += float(stamps[first])
            fitted.append((int(inside.sum()), slope_s))
        times.append(offset_s + slope_s * np.arange(int(inside.sum()), dtype=np.float64))
    if fitted:
        period_s = sum(count * slope for count, slope in fitted) / sum(count for count, _ in fitted)
    return Paced(1.0 / period_s, np.maximum.accumulate(np.concatenate(times)), len(begins))


def grouped(stamps: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the stamps without repetition, and how many samples follow one another under each."""
    first = np.flatnonzero(np.diff(stamps, prepend=np.nan) != 0.0)
    return stamps[first], np.diff(np.append(first, stamps.size))
