"""What the numbers of one moment of a heart are computed from, and the slow ones of many moments at once."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from biofeedback.events import Event
from biofeedback.signals.breath.respiration import BreathEstimate, breaths_from_rr
from biofeedback.signals.coupling.entrainment import Fitted
from biofeedback.signals.reading import Reading, withheld
from biofeedback.signals.snapshot import breath_readings, distinct, snapshot
from biofeedback.signals.timing.beats import JudgedBeats
from biofeedback.signals.variability.coherence import Coherence, rhythm_coherences


class Moment(NamedTuple):
    """What the numbers of one moment are computed from.

    Attributes
    ----------
    now_s : float
        When it is, in seconds.
    beats : JudgedBeats
        Those of the last two minutes.
    is_disordered : bool
        Whether beats come without order, so that numbers are withheld.
    fitted : Fitted
        How the heart follows the led breath.
    warming_s : float
        For how long the light could grow warm, in seconds.
    locking : tuple of Reading
        What is told every few seconds alone.
    chest : BreathEstimate or None
        The breath as the chest shows it; None where it is not the turn of the breath.
    swings : tuple of Event
        Of the led breaths that ended.
    """

    now_s: float
    beats: JudgedBeats
    is_disordered: bool
    fitted: Fitted
    warming_s: float
    locking: tuple[Reading, ...]
    chest: BreathEstimate | None
    swings: tuple[Event, ...]

    def readings(
        self, coherence: Coherence | None, breath: BreathEstimate | None
    ) -> tuple[tuple[Reading, ...], Reading, tuple[Reading, ...]]:
        """Return the numbers before steadiness, steadiness, and those after it.

        Parameters
        ----------
        coherence, breath : Coherence, BreathEstimate or None
            As `slow_numbers` gives them; None: they are computed here.
        """
        before = self._ordered(snapshot(self.beats, self.now_s, coherence))
        share = next(reading for reading in before if reading.name == "coherence_share")
        steadiness, *fit = self._ordered(self.fitted.readings(share))
        breathing = () if self.chest is None else self._breath(self.chest, breath)
        return before, steadiness, (*fit, *self.locking, *breathing)

    def _ordered(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings, withheld while beats come without order."""
        return withheld(readings) if self.is_disordered else readings

    def _breath(self, chest: BreathEstimate, heart: BreathEstimate | None) -> tuple[Reading, ...]:
        """Return the breath; while beats come without order, as the chest alone shows it."""
        if not self.is_disordered:
            return breath_readings(self.beats, self.now_s, chest, heart)
        readings = breath_readings(JudgedBeats.none(), self.now_s, chest)
        return withheld(readings) if math.isnan(readings[0].value) else readings


def slow_numbers(moments: Sequence[Moment]) -> list[tuple[Coherence, BreathEstimate | None]]:
    """Return the rhythm coherence of each moment, and its breath where that is told, to the bit as one by one.

    Together they take a fifth of the time.
    """
    coherences = rhythm_coherences([(each.beats.t_s, each.beats.nn_ms, each.now_s) for each in moments])
    breathing = [each for each in moments if each.chest is not None and not each.is_disordered]
    breaths = iter(breaths_from_rr([(*distinct(each.beats), each.now_s) for each in breathing]))
    return [
        (coherence, next(breaths) if each.chest is not None and not each.is_disordered else None)
        for each, coherence in zip(moments, coherences, strict=True)
    ]
