"""The swing of the heart at six breaths a minute, in an analysis: within what it says, and of whole led breaths."""

import math

import numpy as np
import pytest

from biofeedback.reasons import ReasonCode
from biofeedback.signals.analysis import analyse
from tests.rigs.words.reason_sentences import why_of


def six_a_minute(swing_bpm, breaths, *, noise_ms=0.0, seed=0):
    """Beats whose rate rises and falls by so much with each of so many breaths of 10 s, and where the breaths lie."""
    random = np.random.default_rng(seed)
    now_s, rr_ms = 0.0, []
    while now_s < 10.0 * breaths + 3.0:
        rate_bpm = 80.0 + swing_bpm / 2.0 * math.sin(2.0 * math.pi * now_s / 10.0)
        rr_ms.append(60_000.0 / rate_bpm + noise_ms * random.standard_normal())
        now_s += rr_ms[-1] / 1000.0
    return np.array(rr_ms), [(10.0 * each, 10.0 * each + 10.0) for each in range(breaths)]


@pytest.mark.parametrize("swing_bpm", [4.0, 12.0, 20.0])
def test_the_swing_at_six_breaths_a_minute_is_found_within_what_it_says(swing_bpm):
    rr_ms, breaths_s = six_a_minute(swing_bpm, 6)
    found = analyse(rr_ms, breaths_s=breaths_s)
    # The beats of a breath need not hit its crest, so that a tenth may be lacking.
    assert 0.88 * swing_bpm < found.six_a_minute_swing_bpm <= 1.01 * swing_bpm
    assert found.six_a_minute_error_bpm < 0.05 * swing_bpm
    noisy = analyse(six_a_minute(swing_bpm, 6, noise_ms=15.0)[0], breaths_s=breaths_s)
    assert noisy.six_a_minute_error_bpm > found.six_a_minute_error_bpm


def test_the_swing_is_of_whole_led_breaths_at_about_six_whose_beats_are_as_they_came():
    rr_ms, breaths_s = six_a_minute(12.0, 12)
    name = "six_a_minute_swing_bpm"
    assert why_of(analyse(rr_ms).reasons[name]) == "No breath was led at about six a minute."
    quick = [(4.0 * each, 4.0 * each + 4.0) for each in range(30)]
    assert analyse(rr_ms, breaths_s=quick).reasons[name].code is ReasonCode.NOT_SIX_A_MINUTE
    minute = analyse(rr_ms, breaths_s=breaths_s, window_s=(5.0, 65.0))
    assert minute.six_a_minute_swing_bpm == pytest.approx(12.0, rel=0.12)
    few = analyse(rr_ms, breaths_s=breaths_s, window_s=(0.0, 45.0))
    assert why_of(few.reasons[name]).endswith("4 are there.")
    early = rr_ms.copy()
    at = int(np.searchsorted(np.cumsum(rr_ms) / 1000.0, 25.0))
    early[at], early[at + 1] = 0.6 * early[at], 1.4 * early[at + 1]
    assert analyse(early, breaths_s=breaths_s).six_a_minute_swing_bpm == pytest.approx(
        analyse(rr_ms, breaths_s=breaths_s).six_a_minute_swing_bpm, abs=0.3
    )
