"""A file of another program, made here: a heart as PhysioNet keeps one, so that its reader is loaded too."""

import math
import struct
from pathlib import Path

_RATE_HZ = 250
_LENGTH_S = 90  # enough beats for numbers by frequency
_PEAK = 1000.0  # µV of an R wave, about what a limb lead has
_T_WAVE = 0.2  # of that, 0.28 s later


def write_wfdb(folder: Path) -> Path:
    """Write the ECG of a heart that swings with six breaths a minute, and return its header."""
    samples = [0.0] * (_RATE_HZ * _LENGTH_S)
    beat_s = 0.5
    while beat_s < _LENGTH_S - 1:
        _add(samples, beat_s, _PEAK, width=2.5)
        _add(samples, beat_s + 0.28, _PEAK * _T_WAVE, width=12.0)
        beat_s += 0.9 + 0.06 * math.sin(2 * math.pi * 0.1 * beat_s)
    folder.mkdir(exist_ok=True)
    (folder / "heart.dat").write_bytes(struct.pack(f"<{len(samples)}h", *map(round, samples)))
    header = folder / "heart.hea"
    header.write_text(f"heart 1 {_RATE_HZ} {len(samples)}\nheart.dat 16 1000 16 0 0 0 0 ECG\n", encoding="ascii")
    return header


def _add(samples: list[float], at_s: float, height: float, *, width: float) -> None:
    """Add a bell-shaped wave; ``width`` is in samples."""
    middle = round(at_s * _RATE_HZ)
    for at in range(middle - round(3 * width), middle + round(3 * width) + 1):
        samples[at] += height * math.exp(-(((at - middle) / width) ** 2))
