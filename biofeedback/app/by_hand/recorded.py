"""The beats of one heart as a recording has them: raw, and as they were judged while somebody practised."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from biofeedback.event_kinds import BeatKind
from biofeedback.events import Beat, BeatJudged, Gap
from biofeedback.signals.artefacts.correction import Corrected
from biofeedback.signals.artefacts.hand_edits import LONGEST_JOINED_MS
from biofeedback.signals.timing.beats import FloatArray, IntArray
from biofeedback.signals.timing.placed import DOUBTFUL_BELOW
from biofeedback.signals.timing.raw_record import RawRecord
from sessions.reader import Recording

_BREAK_S = 0.05
"""An interval that begins so much after the beat before it has no neighbour there; a choice, far above the rounding of
any sensor and below any beat."""


_LATEST_S = 60.0
"""A beat lies at most so long from its arrival; a choice, far more than a packet is late."""


@dataclass(frozen=True, slots=True)
class BeatsAsJudged:
    """The beats of one heart.

    Attributes
    ----------
    sent : tuple of Beat
        As the sensor sent them, those that were judged.
    raw : RawRecord
        The same on the timeline that was rebuilt then.
    automatic : Corrected
        The same as they were corrected then.
    """

    sent: tuple[Beat, ...]
    raw: RawRecord
    automatic: Corrected

    @classmethod
    def of(cls, recording: Recording, source: str) -> Self:
        """Return the beats of a heart.

        Raises
        ------
        RecordingError
            The file turns out to be damaged.
        """
        judged: dict[int, list[BeatJudged]] = {}
        gaps: list[Gap] = []
        sent = {beat.index: beat for beat in recording.beats(source)}
        last_s = -math.inf
        for _, event in recording.events(BeatJudged, Gap):
            if isinstance(event, Gap) and event.source == source:
                gaps.append(event)
            elif isinstance(event, BeatJudged) and event.source == source:
                beat = sent.get(event.index)
                # Only a damaged recording has others.
                if beat is not None and abs(event.t_s - beat.arrived_s) <= _LATEST_S and event.t_s >= last_s:
                    last_s = event.t_s
                    judged.setdefault(event.index, []).append(_believed(event))
        indices = (index for index in judged if any(each.kind != "missed" for each in judged[index]))
        return cls._from(tuple(sent[index] for index in sorted(indices)), judged, gaps)

    @classmethod
    def _from(cls, sent: tuple[Beat, ...], judged: dict[int, list[BeatJudged]], gaps: Sequence[Gap]) -> Self:
        own = [next(each for each in judged[beat.index] if each.kind != "missed") for beat in sent]
        t_s = _raw_times(sent, own)
        rr_ms = np.array([beat.usable_ms for beat in sent], dtype=np.float64)
        raw = RawRecord(t_s, rr_ms, _segments(t_s, rr_ms, [gap.until_s for gap in gaps]))
        rows: list[tuple[int, float, float, bool]] = []
        after_extra = False
        for position, (beat, main) in enumerate(zip(sent, own, strict=True)):
            for each in judged[beat.index]:
                if each.kind == "extra":
                    continue
                is_corrected = each.kind != "normal" or after_extra or beat.quality < DOUBTFUL_BELOW
                rows.append((position, each.t_s, each.nn_ms, is_corrected))
            after_extra = main.kind == "extra"
        index = np.array([row[0] for row in rows], dtype=np.int64)
        automatic = Corrected(
            tuple(_kind(judged[beat.index], main) for beat, main in zip(sent, own, strict=True)),
            np.array([row[1] for row in rows], dtype=np.float64),
            np.array([row[2] for row in rows], dtype=np.float64),
            raw.segment[index],
            index,
            np.array([row[3] for row in rows], dtype=np.bool_),
        )
        return cls(sent, raw, automatic)


def _believed(judged: BeatJudged) -> BeatJudged:
    """Return a judgement with an interval that can be computed with, or without one."""
    return judged if 0.0 < judged.nn_ms < LONGEST_JOINED_MS else replace(judged, nn_ms=math.nan)


def _kind(judged: Iterable[BeatJudged], main: BeatJudged) -> BeatKind:
    """Return what was thought of a raw beat; ``missed`` where one was put in before it, as in `Corrected`."""
    return "missed" if any(each.kind == "missed" for each in judged) else main.kind


def _raw_times(sent: Sequence[Beat], own: Sequence[BeatJudged]) -> FloatArray:
    """Return when each beat was before it was moved."""
    t_s = np.array([each.t_s for each in own], dtype=np.float64)
    for position in range(len(own) - 2, -1, -1):
        if own[position].kind in ("ectopic", "long", "short") and not math.isnan(own[position].nn_ms):
            t_s[position] = t_s[position + 1] - sent[position + 1].usable_ms / 1000.0
    return t_s


def _segments(t_s: FloatArray, rr_ms: FloatArray, gaps_end_s: Sequence[float]) -> IntArray:
    """Return which unbroken segment each beat belongs to."""
    lengths_s = np.where(np.isfinite(rr_ms) & (rr_ms > 0.0), rr_ms, 0.0) / 1000.0
    begins = np.zeros(t_s.size, dtype=np.bool_)
    begins[1:] = (t_s[1:] - lengths_s[1:] - t_s[:-1] > _BREAK_S) | ~(rr_ms[1:] > 0.0)
    after_gap = np.searchsorted(t_s, np.asarray(gaps_end_s, dtype=np.float64))
    begins[after_gap[after_gap < t_s.size]] = True
    return np.cumsum(begins)
