"""The line of a heart: its stretches, and the points that soften it."""

import math

import pytest

from biofeedback.events import Gap
from biofeedback.reasons import GapReason
from tests.rigs.hearts.heart_events import beat
from ui.desktop.widgets.heart_line import HeartPoint, corrected, heart_stretches, softened


def test_heart_line_is_never_drawn_across_missing_beats() -> None:
    beats = [beat(t) for t in (1.0, 2.0, 3.0, 6.0, 7.0, 20.0, 21.0)] + [beat(22.0, math.nan, "range")]
    gaps = [Gap(source="s", from_s=3.0, until_s=5.5, reason=GapReason.LINK_BROKEN)]
    stretches = heart_stretches(beats, gaps, from_s=1.5)
    assert [[point.t_s for point in stretch] for stretch in stretches] == [[2.0, 3.0], [6.0, 7.0], [20.0, 21.0]]
    assert stretches[0][0].bpm == pytest.approx(60_000 / 850)
    assert corrected(beats, from_s=0.0) == [22.0]


def test_softened_line_passes_through_every_beat() -> None:
    points = [HeartPoint(0.0, 60.0), HeartPoint(1.0, 70.0), HeartPoint(2.5, 64.0)]
    fine = softened(points, pieces=4)
    assert len(fine) == 9
    assert fine[::4] == points
