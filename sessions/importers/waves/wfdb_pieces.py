"""Puts the samples of WFDB together: of each channel one wave, of all segments of the record."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import FloatArray, ImportedWave, ImportRemark
from sessions.importers.waves.building import wave_of
from sessions.importers.waves.channels import meaning_of


class Piece(NamedTuple):
    """Samples of one channel in one segment; ``nth`` of those that are called alike in it."""

    name: str
    nth: int
    unit: str
    rate_hz: float
    from_s: float
    values: FloatArray


def waves_of(pieces: Sequence[Piece], remarks: list[ImportRemark]) -> list[ImportedWave]:
    """Return a wave for each name, of all its segments; where they do not follow one another, at their times."""
    waves: list[ImportedWave] = []
    for name, nth in dict.fromkeys((piece.name, piece.nth) for piece in pieces):
        own = [piece for piece in pieces if (piece.name, piece.nth) == (name, nth)]
        alike = [each for each in own if (each.unit, each.rate_hz) == (own[0].unit, own[0].rate_hz)]
        kind = next(
            each for each in ("ecg", "pulse", "acceleration", "breath") if each == meaning_of(name, alike[0].unit)
        )
        if left := len(own) - len(alike):
            remarks.append(ImportRemark.of(ImportRemarkCode.SEGMENTS_SET_ASIDE, count=left, title=name))
        rate_hz, end_s = alike[0].rate_hz, alike[0].from_s
        even = True
        for piece in alike:
            even &= abs(piece.from_s - end_s) < 0.5 / rate_hz
            end_s = piece.from_s + piece.values.size / rate_hz
        t_s = None if even else np.concatenate([each.from_s + np.arange(each.values.size) / rate_hz for each in alike])
        values = np.concatenate([each.values for each in alike])
        waves.append(
            wave_of(kind, name, values, rate_hz, unit=alike[0].unit, start_s=alike[0].from_s if even else 0.0, t_s=t_s)
        )
    return waves
